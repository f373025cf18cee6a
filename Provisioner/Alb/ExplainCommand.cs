using System.CommandLine;
using EksIngress.Alb.Explain;
using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Alb.Live;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb;

/// <summary><c>alb explain</c>: what a load balancer does with a request, and why.</summary>
internal sealed class ExplainCommand(ProvisionerHost host, CommandGuard guard)
{
    private const string Text = "text";
    private const string Json = "json";

    private readonly InputOptions _input = new(host);
    private readonly Argument<string> _method = new("METHOD") { Description = "For example GET." };
    private readonly Argument<string> _url = new("URL") { Description = "For example https://shop.example.com/api?x=1." };
    private readonly Option<string[]> _headers = new("--header", "-H") { Description = "A header of the request. May be given several times.", HelpName = "'Name: value'" };
    private readonly Option<string?> _sourceIp = new("--source-ip") { Description = "Address of the client.", HelpName = "IP" };
    private readonly Option<string?> _group = new("--group") { Description = "The group to ask, where there are several.", HelpName = "GROUP" };
    private readonly Option<string?> _loadBalancer = new("--load-balancer")
    {
        Description = "A load balancer that exists, in place of a plan; it is read, with the health of its targets.",
        HelpName = "NAME|ARN",
    };

    private readonly Option<string> _output = new("--output", "-o") { Description = "text (default) or json.", DefaultValueFactory = _ => Text };

    public Command Create()
    {
        _output.AcceptOnlyFromAmong(Text, Json);
        var command = new Command("explain", "Tells what a load balancer does with a request, rule by rule. Sends nothing.")
        {
            _method, _url, _headers, _sourceIp, _group, _loadBalancer, _output,
        };
        _input.AddTo(command);
        command.SetAction((parsed, token) => guard.RunAsync(() => RunAsync(parsed, token)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = ReadRequest(parsed);
        if (parsed.GetValue(_loadBalancer) is { } name)
        {
            using var session = _input.Live.Open(parsed);
            var model = await session.CallAsync(() => new LoadBalancerReader(session.Aws).ReadAsync(name, cancellationToken));
            await WriteAsync(parsed, RequestExplainer.Explain(model, request));
            return CommandGuard.Done;
        }

        var input = await _input.ReadAsync(parsed, cancellationToken);
        var plan = GroupSelection.Select(await Planning.PlanAsync(input, cancellationToken), parsed.GetValue(_group));
        var group = GroupSelection.Single(plan, isWhole: input.AssumeDefaults || _input.IsLive(parsed));
        if (group.Model is null)
        {
            await host.Error.WriteAsync(AlbPlanTable.Write(plan));
            return Planning.ExitCode(plan) is not CommandGuard.Done and var code ? code : CommandGuard.Failed;
        }

        await WriteAsync(parsed, RequestExplainer.Explain(group, request));
        await host.Error.WriteAsync(AlbPlanTable.Write(plan with { Groups = [], Unclaimed = [] }));
        return CommandGuard.Done;
    }

    private Task WriteAsync(ParseResult parsed, Explanation explanation) =>
        host.Output.WriteAsync(parsed.GetValue(_output) == Json ? ExplanationText.WriteJson(explanation) : ExplanationText.Write(explanation));

    /// <exception cref="BadInputException">It is no request that can be sent.</exception>
    private RequestToExplain ReadRequest(ParseResult parsed)
    {
        try
        {
            return RequestToExplain.Parse(
                parsed.GetRequiredValue(_method), parsed.GetRequiredValue(_url), parsed.GetValue(_headers) ?? [], parsed.GetValue(_sourceIp));
        }
        catch (FormatException exception)
        {
            throw new BadInputException(exception.Message);
        }
    }
}
