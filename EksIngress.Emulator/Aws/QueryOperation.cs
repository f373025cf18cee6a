using System.Xml.Linq;

namespace EksIngress.Emulator.Aws;

/// <summary>Makes operations of the query protocols whose handlers need not wait.</summary>
internal static class QueryOperation
{
    public static AwsOperation Create(string name, string members, Func<AwsCall, AccessRequest> access, Func<AwsCall, XElement?[]> handle) =>
        new()
        {
            Name = name,
            Members = new RequestMembers(members),
            Access = call => [access(call)],
            Handle = (call, _) => ValueTask.FromResult<AwsResult>(new AwsResult.Xml(handle(call))),
        };
}
