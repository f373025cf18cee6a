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
    private const string Table = "table";
    private const string Json = "json";

    private readonly InputOptions _input = new(host);
    private readonly Option<string?> _group = new("--group") { Description = "Only this group: its name, or namespace/name of an Ingress.", HelpName = "GROUP" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "table (default) or json.", DefaultValueFactory = _ => Table };

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
        var request = await _input.ReadAsync(parsed, cancellationToken);
        var plan = GroupSelection.Select(await Planning.PlanAsync(request, cancellationToken), parsed.GetValue(_group));
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

        return Planning.ExitCode(plan);
    }
}
