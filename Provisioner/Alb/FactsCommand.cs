using System.CommandLine;
using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Alb.Live;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb;

/// <summary><c>alb facts</c>: the facts document of an account, so that plans can be made without it later.</summary>
internal sealed class FactsCommand(ProvisionerHost host, CommandGuard guard)
{
    private readonly LiveOptions _live = new(host);
    private readonly Option<string> _clusterName = new("--cluster-name") { Description = "Name of the EKS cluster.", Required = true };
    private readonly Option<string?> _vpcId = new("--vpc-id") { Description = "Id of the VPC; default: the cluster's." };

    public Command Create()
    {
        var command = new Command("facts", "Prints what a plan needs to know of an AWS account. Changes nothing.") { _clusterName, _vpcId };
        _live.AddTo(command);
        command.SetAction((parsed, token) => guard.RunAsync(() => RunAsync(parsed, token)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_clusterName);
        using var session = _live.Open(parsed);
        var (facts, notes) = await session.CallAsync(async () =>
        {
            var vpcId = parsed.GetValue(_vpcId) ?? (await session.GetClusterAsync(name, cancellationToken)).ResourcesVpcConfig.VpcId;
            var reader = new AccountReader(session.Aws, vpcId, name);
            return (await reader.ReadAsync(cancellationToken), reader.Notes);
        });
        foreach (var note in notes)
        {
            await host.Error.WriteLineAsync(note);
        }

        await host.Output.WriteAsync(AwsFactsDocument.Write(facts));
        return CommandGuard.Done;
    }
}
