using System.Globalization;
using System.Xml.Linq;
using EksIngress.Emulator.LoadBalancer;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Targets of a target group and their health.</summary>
internal sealed class TargetOperations(ElbRegions regions, ElbAccess access, TargetReader reader, LoadBalancerDataPlane dataPlane) : IElbOperations
{
    private const string Arn = "TargetGroupArn";

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "RegisterTargets", Members = new("TargetGroupArn Targets[](Id Port AvailabilityZone)"), Access = access.OnResource("RegisterTargets", Arn), Handle = RegisterAsync },
        new() { Name = "DeregisterTargets", Members = new("TargetGroupArn Targets[](Id Port AvailabilityZone)"), Access = access.OnResource("DeregisterTargets", Arn), Handle = DeregisterAsync },
        new() { Name = "DescribeTargetHealth", Members = new("TargetGroupArn Targets[](Id Port AvailabilityZone) Include[]"), Access = ElbAccess.Describe("DescribeTargetHealth"), Handle = DescribeHealthAsync },
    ];

    private async ValueTask<AwsResult> RegisterAsync(AwsCall call, CancellationToken cancellationToken)
    {
        await regions[call].UpdateAsync(
            state =>
            {
                var group = state.GetTargetGroup(call.Parameters.Get(Arn));
                var targets = reader.Read(call, group, state).Aggregate(group.Targets, (all, target) => all.SetItem(target.Key, target));
                var limit = group.TargetType == TargetGroup.AlbTarget ? 1 : state.Quotas[AwsQuota.ElbTargets];
                return targets.Count <= limit
                    ? state.WithTargetGroup(group with { Targets = targets })
                    : throw ElbErrors.TooMany("Targets", $"You've reached the limit on the number of targets for target group '{group.Arn}': {limit}");
            },
            cancellationToken);
        return new AwsResult.Xml();
    }

    private async ValueTask<AwsResult> DeregisterAsync(AwsCall call, CancellationToken cancellationToken)
    {
        await regions[call].UpdateAsync(
            state =>
            {
                var group = state.GetTargetGroup(call.Parameters.Get(Arn));
                var named = Named(call, group);
                if (named.Count == 0)
                {
                    throw ElbErrors.Validation("Targets must be specified");
                }

                return state.WithTargetGroup(group with { Targets = group.Targets.RemoveRange(named.SelectMany(name => name.Keys)) });
            },
            cancellationToken);
        return new AwsResult.Xml();
    }

    private ValueTask<AwsResult> DescribeHealthAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var group = regions[call].Current.GetTargetGroup(call.Parameters.Get(Arn));
        var known = dataPlane.DescribeTargetHealth(group.Arn);
        var named = Named(call, group);
        var withAnomalies = call.Parameters.Strings("Include.member").Any(part => part is "AnomalyDetection" or "All");
        IEnumerable<TargetHealth> described = known;
        if (named.Count > 0)
        {
            described = named.SelectMany(name => name.Keys.Select(key => known.FirstOrDefault(health => health.Key == key) ?? TargetHealth.NotRegistered(key)));
        }

        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(ElbXml.List("TargetHealthDescriptions", described, health => new object?[]
        {
            new XElement(
                "Target",
                new XElement("Id", health.Key.Id),
                ElbXml.Number("Port", health.Key.Port),
                ElbXml.Optional("AvailabilityZone", health.AvailabilityZone)),
            new XElement("HealthCheckPort", group.HealthCheck.PortFor(health.Key.Port).ToString(CultureInfo.InvariantCulture)),
            new XElement(
                "TargetHealth",
                new XElement("State", health.State),
                ElbXml.Optional("Reason", health.Reason),
                ElbXml.Optional("Description", health.Description)),
            withAnomalies
                ? new XElement(
                    "AnomalyDetection",
                    new XElement("Result", health.IsAnomalous ? "anomalous" : "normal"),
                    new XElement("MitigationInEffect", health.IsMitigated ? "yes" : "no"))
                : null,
        })));
    }

    // A target that is named without its port stands for all ports it is registered with.
    private static List<(string Id, IReadOnlyList<TargetKey> Keys)> Named(AwsCall call, TargetGroup group) =>
        [.. call.Parameters.Structures("Targets.member").Zip(TargetReader.Keys(call, group), (sent, key) =>
        {
            var registered = sent.Find("Port") is null ? group.Targets.Keys.Where(other => other.Id == key.Id).ToList() : [];
            return (key.Id, (IReadOnlyList<TargetKey>)(registered.Count > 0 ? registered : [key]));
        })];
}
