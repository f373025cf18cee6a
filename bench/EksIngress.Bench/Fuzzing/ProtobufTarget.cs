using System.Text.Json.Nodes;
using EksIngress.Emulator.Kubernetes;

namespace EksIngress.Bench.Fuzzing;

/// <summary>Bodies in Kubernetes' protobuf encoding.</summary>
internal sealed class ProtobufTarget : FuzzTarget
{
    private readonly ResourceCatalog _catalog = new();

    public override string Name => "protobuf";

    /// <summary>What kubectl sends for its typed commands; and, last, a Pod, a Lease, a SubjectAccessReview and DeleteOptions, which between them have every type of field.</summary>
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50Er0BCiEKBG1hZGUSABoAIgAqADIAOABCAFoLCgNhcHASBG1hZGUSiQEIABINCgsKA2FwcBIEbWFkZRpuCh0KABIAGgAiACoAMgA4AEIAWgsKA2FwcBIEbWFkZRJNEi8KBGVjaG8SBmVjaG86MSoAMgsKABAAGJA/IgAqAEIAagByAIABAIgBAJABAKIBABoAMgBCAEoAUgBYAGAAaACCAQCKAQCaAQDCAQAiAgoAKAA4ABoMCAAQABgAIAAoADgAGgAiAA==",
            "azhzAAoNCgJ2MRIHU2VydmljZRJyCiEKBG1hZGUSABoAIgAqADIAOABCAFoLCgNhcHASBG1hZGUSSQoeCgc4MC1odHRwEgNUQ1AYUCIKCAEQABoEaHR0cCgAEgsKA2FwcBIEbWFkZRoAIgxMb2FkQmFsYW5jZXI6AEIAUgBaAGAAaAAaAgoAGgAiAA==",
            "azhzAAofChRuZXR3b3JraW5nLms4cy5pby92MRIHSW5ncmVzcxJvChwKBG1hZGUSABoAIgAqADIAOABCAGIGCgF4EgF5EksSEgoNYS5leGFtcGxlLmNvbRIBdBowCg1hLmV4YW1wbGUuY29tEh8KHQobCgEvEg4iDAoEbWFkZRIECgAQUBoGUHJlZml4IgNhbGIaAgoAGgAiAA==",
            "azhzAAoMCgJ2MRIGU2VjcmV0EiAKFAoEbWFkZRIAGgAiACoAMgA4AEIAEgYKAWESATEaABoAIgA=",
            "azhzAAorChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgtDbHVzdGVyUm9sZRInChQKBG1hZGUSABoAIgAqADIAOABCABIPCgNnZXQqCC9oZWFsdGh6GgAiAA==",
            "azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSPgoUCgRtYWRlEgAaACIAKgAyADgAQgASGgoJCAEQABoDNTAlEg0KCwoDYXBwEgRtYWRlGgoIABgAIAAoADAAGgAiAA==",
            "azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRI3ChQKBG1hZGUSABoAIgAqADIAOABCABIdCg4KA2NwdRIHCgUxNTAwbQoLCgRwb2RzEgMKATIaABoAIgA=",
            "azhzAAooChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESDFRva2VuUmVxdWVzdBIwChAKABIAGgAiACoAMgA4AEIAEhYKEXN0cy5hbWF6b25hd3MuY29tIJAcGgQKABIAGgAiAA==",
            "azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSPwoQCgASABoAIgAqADIAOABCABIhCh8KB2RlZmF1bHQSA2dldBoAIgAqBHBvZHMyADoDbG9nGggIABIAGgAgABoAIgA=",
            "azhzAAoJCgJ2MRIDUG9kEqcBCj8KA3dlYhoHZGVmYXVsdEIICOT9m8kGEAVaBgoBYRIBYooBHAoBbSIGCOT9m8kGOg8KDXsiZjpzcGVjIjp7fX0SZAocCgF2EhfSARQKEgoQCgMKAXMSCQoBaxIBcBikAxIwCgFjEgNpOjFCDwoNCgNjcHUSBgoEMjUwbVIVChESDwoBLxIKCAEQABoEaHR0cBAFIAByECIDAawCEP///////////wEaACIA",
            "azhzAAofChZjb29yZGluYXRpb24uazhzLmlvL3YxEgVMZWFzZRIUEhIKAWgQDxoLCOT9m8kGEJWa7zoaACIA",
            "azhzAAouChdhdXRob3JpemF0aW9uLms4cy5pby92MRITU3ViamVjdEFjY2Vzc1JldmlldxIPEg0qCwoBaxIGCgFhCgFiGgAiAA==",
            "azhzAAoTCgJ2MRINRGVsZXRlT3B0aW9ucxIaCAASAwoBdRgBIgpGb3JlZ3JvdW5kKgNBbGwaACIA",
        }.Select(Convert.FromBase64String),
    ];

    public override IReadOnlyList<string> Words =>
    [
        "k8s\0", "\n\0", "\u0012\0", "\u001a\0", "\"\0", "*\0", "2\0", "B\0", "b\0", "r\0", "\b\0", "\b\u0001", "\u0010\u0002", "\u0018\u0003", "(\u0005", "\u0001", "\u007f", "v1", "Pod", "Service", "Secret",
        "apps/v1", "Deployment", "DeleteOptions", "\n\u0006\n\u0001a\u0012\u0001b", "\u0012\u0004\n\u0002\n\0", "{\"f:spec\":{}}", "250m", "rbac.authorization.k8s.io/v1",
    ];

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        try
        {
            var decoded = ProtobufBody.Decode(input.Span);
            if (!JsonNode.DeepEquals(decoded, ApiCall.ParseJson(decoded.ToJsonString())))
            {
                throw new FuzzException("Sent as JSON it would be something else.");
            }

            if (_catalog.FindKind((string)decoded["apiVersion"]!, (string)decoded["kind"]!) is { } resource)
            {
                // What the tables make of a field is what its schema wants; a quantity is any text until it is read.
                ObjectDecoder.Decode(resource, decoded, []);
            }

            return true;
        }
        catch (StatusException exception) when (exception.Code < 500)
        {
            return false;
        }
    }
}
