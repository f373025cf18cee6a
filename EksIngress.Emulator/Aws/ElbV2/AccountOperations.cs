using System.Globalization;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Quotas of the account.</summary>
internal sealed class AccountOperations : IElbOperations
{
    // Those that the emulator enforces.
    private static readonly (string Name, int Max)[] Limits =
    [
        ("application-load-balancers", ElbLimits.LoadBalancers),
        ("listeners-per-application-load-balancer", ElbLimits.Listeners),
        ("rules-per-application-load-balancer", ElbLimits.Rules),
        ("target-groups", ElbLimits.TargetGroups),
        ("target-groups-per-action-on-application-load-balancer", ElbLimits.TargetGroupsPerAction),
        ("target-groups-per-application-load-balancer", ElbLimits.TargetGroupsPerLoadBalancer),
        ("targets-per-target-group", ElbLimits.Targets),
        ("condition-values-per-alb-rule", ElbLimits.ConditionValues),
        ("condition-wildcards-per-alb-rule", ElbLimits.ConditionWildcards),
    ];

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "DescribeAccountLimits", Access = ElbAccess.Describe("DescribeAccountLimits"), Handle = DescribeAsync },
    ];

    private static ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<AwsResult>(new AwsResult.Xml(ElbXml.List("Limits", Limits, limit => new object[]
        {
            new XElement("Name", limit.Name),
            new XElement("Max", limit.Max.ToString(CultureInfo.InvariantCulture)),
        })));
}
