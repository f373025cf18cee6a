using System.Globalization;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Quotas of the account, those that the emulator enforces.</summary>
internal sealed class AccountOperations(ElbRegions regions) : IElbOperations
{
    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "DescribeAccountLimits", Members = new("Marker PageSize"), Access = ElbAccess.Describe("DescribeAccountLimits"), Handle = DescribeAsync },
    ];

    private ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<AwsResult>(Page(ElbPage.Read(call, Limits(regions[call].Current.Quotas).OrderBy(limit => limit.Name, StringComparer.Ordinal), limit => limit.Name)));

    private static AwsResult.Xml Page(ElbPage<(string Name, int Max)> page) => new(
        ElbXml.List("Limits", page.Items, limit => new object[]
        {
            new XElement("Name", limit.Name),
            new XElement("Max", limit.Max.ToString(CultureInfo.InvariantCulture)),
        }),
        ElbXml.Optional("NextMarker", page.NextMarker));

    private static (string Name, int Max)[] Limits(AwsQuotas quotas) =>
    [
        ("application-load-balancers", quotas[AwsQuota.ElbLoadBalancers]),
        ("network-load-balancers", quotas[AwsQuota.ElbNetworkLoadBalancers]),
        ("listeners-per-application-load-balancer", quotas[AwsQuota.ElbListeners]),
        ("listeners-per-network-load-balancer", quotas[AwsQuota.ElbListeners]),
        ("certificates-per-application-load-balancer", quotas[AwsQuota.ElbCertificates]),
        ("rules-per-application-load-balancer", quotas[AwsQuota.ElbRules]),
        ("target-groups", quotas[AwsQuota.ElbTargetGroups]),
        ("target-groups-per-action-on-application-load-balancer", ElbLimits.TargetGroupsPerAction),
        ("target-groups-per-application-load-balancer", quotas[AwsQuota.ElbTargetGroupsPerLoadBalancer]),
        ("targets-per-target-group", quotas[AwsQuota.ElbTargets]),
        ("condition-values-per-alb-rule", ElbLimits.ConditionValues),
        ("condition-wildcards-per-alb-rule", ElbLimits.ConditionWildcards),
    ];
}
