using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The certificate list of an HTTPS listener.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html</remarks>
internal sealed class ListenerCertificateOperations(ElbRegions regions, ElbAccess access, ListenerTlsReader reader) : IElbOperations
{
    private const string Arn = "ListenerArn";

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "AddListenerCertificates", Members = new("ListenerArn Certificates[](CertificateArn IsDefault)"), Access = access.OnResource("AddListenerCertificates", Arn), Handle = AddAsync },
        new() { Name = "RemoveListenerCertificates", Members = new("ListenerArn Certificates[](CertificateArn IsDefault)"), Access = access.OnResource("RemoveListenerCertificates", Arn), Handle = RemoveAsync },
        new() { Name = "DescribeListenerCertificates", Members = new("ListenerArn Marker PageSize"), Access = ElbAccess.Describe("DescribeListenerCertificates"), Handle = DescribeAsync },
    ];

    private async ValueTask<AwsResult> AddAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var arns = Named(call);
        await ChangeAsync(
            call,
            tls =>
            {
                // In the listeners' turn: nobody deletes a certificate meanwhile.
                foreach (var arn in arns)
                {
                    reader.CheckCertificate(call, arn);
                }

                return tls with { CertificateArns = [.. tls.CertificateArns.Union(arns, StringComparer.Ordinal)] };
            },
            cancellationToken);
        return new AwsResult.Xml(ElbXml.List("Certificates", arns, arn => Member(arn, isDefault: false)));
    }

    private async ValueTask<AwsResult> RemoveAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var arns = Named(call);
        await ChangeAsync(
            call,
            tls => arns.FirstOrDefault(arn => arn == tls.DefaultCertificateArn && !tls.CertificateArns.Contains(arn)) is { } only
                ? throw ElbErrors.OperationNotPermitted($"The default certificate '{only}' of a listener cannot be removed; modify the listener")
                : tls with { CertificateArns = tls.CertificateArns.RemoveRange(arns) },
            cancellationToken);
        return new AwsResult.Xml();
    }

    private ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var tls = regions[call].Current.GetListener(call.Parameters.Get(Arn)).Tls;
        // A default certificate that is in the list as well appears twice.
        IEnumerable<(string Arn, bool IsDefault)> all = tls is null ? [] : [(tls.DefaultCertificateArn, true), .. tls.CertificateArns.Select(arn => (arn, false)).Order()];
        var page = ElbPage.Read(call, all, entry => (entry.IsDefault ? "0" : "1") + entry.Arn);
        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.List("Certificates", page.Items, entry => Member(entry.Arn, entry.IsDefault)),
            ElbXml.Optional("NextMarker", page.NextMarker)));
    }

    private static object[] Member(string arn, bool isDefault) => [new XElement("CertificateArn", arn), new XElement("IsDefault", isDefault)];

    private static List<string> Named(AwsCall call)
    {
        var certificates = call.Parameters.Structures("Certificates.member");
        if (certificates.Any(certificate => certificate.Has("IsDefault")))
        {
            throw ElbErrors.IsDefaultSent();
        }

        return certificates.Count > 0
            ? [.. certificates.Select(certificate => certificate.Get("CertificateArn")).Distinct(StringComparer.Ordinal)]
            : throw ElbErrors.Validation("A certificate must be specified");
    }

    private Task ChangeAsync(AwsCall call, Func<ListenerTls, ListenerTls> change, CancellationToken cancellationToken) =>
        regions[call].UpdateAsync(
            state =>
            {
                var listener = state.GetListener(call.Parameters.Get(Arn));
                if (listener.Tls is not { } tls)
                {
                    throw ElbErrors.InvalidConfigurationRequest($"Listener '{listener.Arn}' has protocol {listener.Protocol} and takes no certificates");
                }

                var next = state.WithListener(listener with { Tls = change(tls) });
                var count = next.ListenersOf(listener.LoadBalancerArn).SelectMany(other => other.Tls?.CertificateArns ?? []).Distinct(StringComparer.Ordinal).Count();
                return count <= state.Quotas[AwsQuota.ElbCertificates]
                    ? next
                    : throw ElbErrors.TooMany("Certificates", $"You've reached the limit on the number of certificates for load balancer '{listener.LoadBalancerArn}': {state.Quotas[AwsQuota.ElbCertificates]}");
            },
            cancellationToken);
}
