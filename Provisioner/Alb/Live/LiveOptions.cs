using System.CommandLine;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb.Live;

/// <summary>Where a command finds the cluster and the account that run.</summary>
internal sealed class LiveOptions(ProvisionerHost host)
{
    private readonly Option<string> _target = new("--target") { Description = "With --live: emulator (default; AWS_ENDPOINT_URL names it) or aws.", DefaultValueFactory = _ => "emulator" };
    private readonly Option<string?> _region = new("--region") { Description = "With --live: AWS region; default: AWS_REGION." };

    public void AddTo(Command command)
    {
        _target.AcceptOnlyFromAmong("emulator", "aws");
        command.Add(_target);
        command.Add(_region);
    }

    /// <summary>Clients for the target. Only calls that read are made with them.</summary>
    /// <exception cref="BadInputException">There is no region, or the target cannot be used.</exception>
    public LiveSession Open(ParseResult parsed)
    {
        var region = parsed.GetValue(_region) ?? host.Variables("AWS_REGION") ?? host.Variables("AWS_DEFAULT_REGION");
        if (string.IsNullOrEmpty(region))
        {
            throw new BadInputException("There is no region. Say --region, or set AWS_REGION.");
        }

        var kind = parsed.GetValue(_target) == "aws" ? TargetKind.Aws : TargetKind.Emulator;
        return new LiveSession(TargetResolver.Resolve(kind, region, host.Variables, host.FindCredentials), host.Time);
    }
}
