using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.EKS.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using EksIngress.Model.LoadBalancerController;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;
using EksIngress.Provisioner.TrustChain;

namespace EksIngress.Provisioner.Commands;

/// <summary>Says whether pods of a service account get to their AWS permissions, and if not, which link is broken. Reads only.</summary>
internal sealed class DoctorCommand
{
    private const string Irsa = "irsa";
    private const string PodIdentity = "pod-identity";

    private readonly ProvisionerHost _host;
    private readonly Option<string> _cluster = new("--cluster-name") { Description = "Name of the EKS cluster.", Required = true };
    private readonly Option<string> _namespace = new("--namespace") { Description = "Namespace of the service account.", DefaultValueFactory = _ => ControllerNames.Namespace };
    private readonly Option<string> _account = new("--service-account") { Description = "The service account; default: the AWS Load Balancer Controller's.", DefaultValueFactory = _ => ControllerNames.ServiceAccount };
    private readonly Option<string?> _identity = new("--identity") { Description = "How its pods come to their role: irsa or pod-identity; default: pod-identity if the cluster has an association of it." };
    private readonly Option<string[]> _actions = new("--action") { Description = "An action that its pods need, as s3:GetObject; may be repeated.", DefaultValueFactory = _ => [] };
    private readonly Option<string> _target = new("--target") { Description = "Where the cluster is: emulator (default) or aws.", DefaultValueFactory = _ => "emulator" };
    private readonly Option<string?> _region = new("--region") { Description = "AWS region; default: AWS_REGION." };
    private readonly Option<string?> _caFile = new("--ca-file") { Description = "Emulator only: writes its certificate authority there, for those who call its HTTPS listeners.", HelpName = "FILE" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "text (default) or json.", DefaultValueFactory = _ => "text" };

    public DoctorCommand(ProvisionerHost host, CommandGuard guard)
    {
        _host = host;
        _identity.AcceptOnlyFromAmong(Irsa, PodIdentity);
        _target.AcceptOnlyFromAmong("emulator", "aws");
        _output.AcceptOnlyFromAmong("text", "json");
        Command = new Command("doctor", "Walks the trust chain of a service account and names the broken link. Changes nothing.")
        {
            _cluster, _namespace, _account, _identity, _actions, _target, _region, _caFile, _output,
        };
        Command.SetAction((parsed, token) => guard.RunAsync(() => RunAsync(parsed, token)));
    }

    public Command Command { get; }

    private async Task RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var region = parsed.GetValue(_region) ?? _host.Variables("AWS_REGION") ?? _host.Variables("AWS_DEFAULT_REGION");
        if (string.IsNullOrEmpty(region))
        {
            throw new BadInputException("There is no region. Say --region, or set AWS_REGION.");
        }

        var target = TargetResolver.Resolve(parsed.GetValue(_target) == "aws" ? TargetKind.Aws : TargetKind.Emulator, region, _host.Variables, _host.FindCredentials);
        var subject = new ChainSubject(parsed.GetRequiredValue(_cluster), parsed.GetValue(_namespace)!, parsed.GetValue(_account)!);
        using var aws = new AwsClients(target);
        if (parsed.GetValue(_caFile) is not null && !target.IsEmulator)
        {
            throw new BadInputException("--ca-file is about the emulator's certificate authority; certificates on AWS come from public ones. Leave it out.");
        }

        var links = new List<ChainLink>();
        string? authority = null;
        var identity = ChainIdentity.Irsa;
        var isText = parsed.GetValue(_output) == "text";
        try
        {
            var caller = await aws.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
            if (isText)
            {
                await _host.Output.WriteLineAsync($"{subject.Subject} of cluster {subject.ClusterName} in {region}, account {caller.Account}, asked as {caller.Arn}");
            }

            var walk = new TrustChainWalk(target, aws, caller.Account, cluster => Connect(target, cluster, authority = cluster.CertificateAuthority.Data));
            identity = parsed.GetValue(_identity) switch
            {
                Irsa => ChainIdentity.Irsa,
                PodIdentity => ChainIdentity.PodIdentity,
                _ => await walk.FindIdentityAsync(subject, cancellationToken),
            };
            await foreach (var link in walk.WalkAsync(subject, identity, parsed.GetValue(_actions) ?? [], cancellationToken))
            {
                links.Add(link);
                if (isText)
                {
                    await _host.Output.WriteLineAsync($"{Mark(link.State),-7} {link.Name,-16} {link.Found}");
                }
            }
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or KubernetesApiException)
        {
            throw new ProvisioningException($"The chain cannot be walked to its end: {AwsErrors.Describe(exception)}", exception);
        }

        var broken = links.Find(link => link.State == ChainLinkState.Broken);
        await (isText ? WriteVerdictAsync(broken) : _host.Output.WriteLineAsync(ToJson(subject, identity, links, broken).ToJsonString()));
        if (authority is not null && target.IsEmulator)
        {
            await WriteTrustAsync(authority, parsed.GetValue(_caFile), isText, cancellationToken);
        }

        if (broken is not null)
        {
            throw new ProvisioningException($"The trust chain of {subject.Subject} is broken at its {broken.Name}.");
        }
    }

    private async Task WriteVerdictAsync(ChainLink? broken)
    {
        if (broken is null)
        {
            await _host.Output.WriteLineAsync("The chain holds.");
            return;
        }

        await _host.Output.WriteLineAsync($"Broken link: {broken.Name}");
        await _host.Output.WriteLineAsync($"  expected: {broken.Expected}");
        await _host.Output.WriteLineAsync($"  found:    {broken.Found}");
        await _host.Output.WriteLineAsync($"  fix:      {broken.Fix}");
    }

    private static JsonObject ToJson(ChainSubject subject, ChainIdentity identity, List<ChainLink> links, ChainLink? broken) => new()
    {
        ["cluster"] = subject.ClusterName,
        ["subject"] = subject.Subject,
        ["identity"] = identity == ChainIdentity.Irsa ? Irsa : PodIdentity,
        ["verdict"] = broken is null ? "holds" : "broken",
        ["brokenLink"] = broken?.Name,
        ["links"] = new JsonArray([.. links.Select(link => new JsonObject
        {
            ["name"] = link.Name,
            ["state"] = Mark(link.State),
            ["found"] = link.Found,
            ["expected"] = link.Expected,
            ["fix"] = link.Fix,
        })]),
    };

    private static string Mark(ChainLinkState state) => state switch
    {
        ChainLinkState.Holds => "ok",
        ChainLinkState.Broken => "BROKEN",
        _ => "open",
    };

    private ClusterApi Connect(Target target, Cluster cluster, string authority) =>
        ClusterConnection.Connect(target, cluster.Endpoint, authority, cluster.Name, _host.Time);

    // One authority signs for the emulated clusters and for the certificates of the emulated ACM.
    private async Task WriteTrustAsync(string authority, string? file, bool isText, CancellationToken cancellationToken)
    {
        var pem = Convert.FromBase64String(authority);
        if (file is not null)
        {
            await File.WriteAllBytesAsync(file, pem, cancellationToken);
        }

        if (isText)
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));
            var path = file ?? "ca.pem";
            await _host.Output.WriteLineAsync($"HTTPS listeners of the emulator: certificates of its own authority, SHA-256 {certificate.GetCertHashString(HashAlgorithmName.SHA256)}");
            await _host.Output.WriteLineAsync($"  one call:     curl --cacert {path} https://…{(file is null ? "   (--ca-file ca.pem writes it)" : "")}");
            await _host.Output.WriteLineAsync($"  this machine: sudo install -m 644 {path} /usr/local/share/ca-certificates/eksingress-emulator.crt && sudo update-ca-certificates");
        }
    }
}
