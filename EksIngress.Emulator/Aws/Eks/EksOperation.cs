using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws.Eks;

/// <summary>Makes EKS's operations and the questions they ask of the policies.</summary>
internal static class EksOperation
{
    public static AwsOperation Create(string name, string route, string members, Func<AwsCall, IEnumerable<AccessRequest>> access, Func<AwsCall, JsonObject> handle) =>
        new()
        {
            Name = name,
            Members = new RequestMembers(members),
            Route = route,
            Access = access,
            Handle = (call, _) => ValueTask.FromResult<AwsResult>(new AwsResult.Json(handle(call))),
        };

    /// <summary>An operation on one cluster, which its path names <c>{name}</c>.</summary>
    public static AwsOperation OnCluster(Guarded<EksState> eks, string name, string route, string members, Func<AwsCall, JsonObject> handle) =>
        Create(name, route, members, call => [ToCluster(eks.Current, call, $"eks:{name}")], handle);

    public static AccessRequest ToCluster(EksState state, AwsCall call, string action, Action<ConditionKeys>? add = null)
    {
        var name = call.Parameters.Get("name");
        var keys = new ConditionKeys();
        if (state.Find(call.Region, name) is { } cluster)
        {
            keys.AddResourceTags(cluster.Tags, "eks");
        }

        add?.Invoke(keys);
        return new AccessRequest(action, ClusterArn(call, name), keys.Values);
    }

    /// <summary>What passing a role to a service takes.</summary>
    public static AccessRequest PassRole(string roleArn, string service) =>
        new("iam:PassRole", roleArn, new ConditionKeys().Add("iam:PassedToService", service).Values);

    public static string ClusterArn(AwsCall call, string name) => $"arn:aws:eks:{call.Region}:{call.AccountId}:cluster/{name}";
}
