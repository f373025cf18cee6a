using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Tags of all resources of the service.</summary>
internal sealed class TagOperations(ElbRegions regions, ElbAccess access) : IElbOperations
{
    private const int MaxResources = 20;

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "AddTags", Members = new("ResourceArns[] Tags[](Key Value)"), Access = call => access.OnResources(call, "AddTags", Arns(call)), Handle = AddAsync },
        new() { Name = "RemoveTags", Members = new("ResourceArns[] TagKeys[]"), Access = call => access.OnResources(call, "RemoveTags", Arns(call)), Handle = RemoveAsync },
        new() { Name = "DescribeTags", Members = new("ResourceArns[]"), Access = ElbAccess.Describe("DescribeTags"), Handle = DescribeAsync },
    ];

    private static IReadOnlyList<string> Arns(AwsCall call)
    {
        var arns = call.Parameters.Strings("ResourceArns.member");
        return arns.Count is >= 1 and <= MaxResources
            ? arns
            : throw ElbErrors.Validation($"Between 1 and {MaxResources} resource ARNs must be specified");
    }

    private async ValueTask<AwsResult> AddAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var tags = TagReader.Read(call);
        if (tags.Count == 0)
        {
            throw ElbErrors.Validation("At least one tag must be specified");
        }

        await regions[call].UpdateAsync(
            state => Arns(call).Aggregate(state, (current, arn) =>
            {
                Find(current, arn);
                var merged = current.TagsOf(arn).SetItems(tags);
                TagReader.CheckCount(merged);
                return current.WithTags(arn, merged);
            }),
            cancellationToken);
        return new AwsResult.Xml();
    }

    private async ValueTask<AwsResult> RemoveAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var keys = call.Parameters.Strings("TagKeys.member");
        if (keys.Count == 0)
        {
            throw ElbErrors.Validation("At least one tag key must be specified");
        }

        foreach (var key in keys)
        {
            TagReader.RefuseReserved(key);
        }

        await regions[call].UpdateAsync(
            state => Arns(call).Aggregate(state, (current, arn) =>
            {
                Find(current, arn);
                return current.WithTags(arn, current.TagsOf(arn).RemoveRange(keys));
            }),
            cancellationToken);
        return new AwsResult.Xml();
    }

    private ValueTask<AwsResult> DescribeAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var state = regions[call].Current;
        var arns = Arns(call);
        foreach (var arn in arns)
        {
            Find(state, arn);
        }

        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(ElbXml.List(
            "TagDescriptions",
            arns.Distinct(StringComparer.Ordinal),
            arn => new object[] { new XElement("ResourceArn", arn), ElbXml.Tags(state.TagsOf(arn)) })));
    }

    // The error names the kind of resource that the ARN speaks of.
    private static void Find(ElbState state, string arn)
    {
        if (!state.Tags.ContainsKey(arn))
        {
            throw arn.Split(':') is [_, _, "elasticloadbalancing", _, _, var resource]
                ? resource.Split('/')[0] switch
                {
                    "loadbalancer" => ElbErrors.LoadBalancersNotFound([arn]),
                    "targetgroup" => ElbErrors.TargetGroupsNotFound([arn]),
                    "listener" => ElbErrors.ListenersNotFound([arn]),
                    "listener-rule" => ElbErrors.RulesNotFound([arn]),
                    "truststore" => ElbErrors.TrustStoreNotFound(arn),
                    _ => Invalid(arn),
                }
                : Invalid(arn);
        }
    }

    private static AwsException Invalid(string arn) => ElbErrors.Validation($"'{arn}' is not a valid load balancer, target group, listener or rule ARN");
}
