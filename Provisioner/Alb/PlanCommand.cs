using System.CommandLine;
using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb;

/// <summary>
/// <c>alb plan</c>: the stack of each Ingress group, as a table or as JSON. The JSON of a single group that was built is exactly the
/// controller's; what else there is to say goes to standard error then.
/// </summary>
internal sealed class PlanCommand(ProvisionerHost host, CommandGuard guard)
{
    private readonly InputOptions _input = new(host);
    private readonly Option<string?> _group = new("--group") { Description = "Only this group: its name, or namespace/name of an Ingress.", HelpName = "GROUP" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "table (default) or json.", DefaultValueFactory = _ => Table };

    private const string Table = "table";
    private const string Json = "json";

    public Command Create()
    {
        _output.AcceptOnlyFromAmong(Table, Json);
        var command = new Command("plan", "Prints what the AWS Load Balancer Controller would build. Changes nothing.") { _group, _output };
        _input.AddTo(command);
        command.SetAction((parsed, token) => guard.RunAsync(() => RunAsync(parsed, token)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = _input.Read(parsed);
        var plan = GroupSelection.Select(await PlanAsync(request, cancellationToken), parsed.GetValue(_group));
        if (parsed.GetValue(_output) == Table)
        {
            await host.Output.WriteAsync(AlbPlanTable.Write(plan));
        }
        else if (plan is { Groups: [{ StackJson: { } stack }] })
        {
            await host.Output.WriteLineAsync(stack);
            await host.Error.WriteAsync(AlbPlanTable.Write(plan with { Groups = [] }));
        }
        else
        {
            await host.Output.WriteLineAsync(AlbPlanJson.Write(plan));
        }

        return ExitCode(plan);
    }

    /// <exception cref="BadInputException">Facts and flags contradict each other.</exception>
    private static async Task<AlbPlan> PlanAsync(AlbPlanRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await AlbPlanner.PlanAsync(request, cancellationToken);
        }
        catch (AwsFactsException exception)
        {
            throw new BadInputException(exception.Message);
        }
    }

    // An Ingress for somebody else is no failure, unless there is no other.
    private static int ExitCode(AlbPlan plan) =>
        plan.Groups.Any(group => group.Error is not null) || plan.Unclaimed.Any(ingress => ingress.IsReported) ? CommandGuard.Failed
        : plan.Groups.Any(group => group.Missing is not null) ? CommandGuard.BadInput
        : plan.Groups.Count == 0 ? CommandGuard.Failed
        : CommandGuard.Done;
}
