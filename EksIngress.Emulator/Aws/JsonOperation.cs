using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Aws;

/// <summary>Makes operations of the JSON protocol whose handlers need not wait.</summary>
internal static class JsonOperation
{
    public static AwsOperation Create(string name, string members, Func<AwsCall, IEnumerable<AccessRequest>> access, Func<AwsCall, JsonObject> handle) =>
        new()
        {
            Name = name,
            Members = new RequestMembers(members),
            Access = access,
            Handle = (call, _) => ValueTask.FromResult<AwsResult>(new AwsResult.Json(handle(call))),
        };
}
