using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>The predefined security policies.</summary>
internal sealed class SslPolicyOperations : IElbOperations
{
    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "DescribeSSLPolicies", Members = new("Names[] Marker PageSize LoadBalancerType"), Access = ElbAccess.Describe("DescribeSSLPolicies"), Handle = DescribeAsync },
    ];

    private static ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var names = call.Parameters.Strings("Names.member");
        var type = call.Parameters.Find("LoadBalancerType");
        if (type is not (null or "application" or "network" or "gateway"))
        {
            throw ElbErrors.Validation($"1 validation error detected: Value '{type}' at 'loadBalancerType' failed to satisfy constraint: Member must satisfy enum value set: [application, network, gateway]");
        }

        if (names.FirstOrDefault(name => SslPolicies.Find(name) is null) is { } missing)
        {
            throw ElbErrors.SslPolicyNotFound(missing);
        }

        var page = ElbPage.Read(
            call,
            SslPolicies.All.Where(policy => type != "gateway" && (names.Count == 0 || names.Contains(policy.Name, StringComparer.Ordinal))),
            policy => policy.Name);
        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.List("SslPolicies", page.Items, policy => new object[]
            {
                new XElement("Name", policy.Name),
                ElbXml.Strings("SslProtocols", policy.Protocols),
                ElbXml.List("Ciphers", policy.Ciphers.Index(), cipher => new object[] { new XElement("Name", cipher.Item), ElbXml.Number("Priority", cipher.Index + 1) }),
                ElbXml.Strings("SupportedLoadBalancerTypes", ["application", "network"]),
            }),
            ElbXml.Optional("NextMarker", page.NextMarker)));
    }
}
