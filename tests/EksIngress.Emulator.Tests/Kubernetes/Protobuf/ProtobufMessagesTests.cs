using EksIngress.Emulator.Kubernetes;
using k8s.Models;

namespace EksIngress.Emulator.Tests.Kubernetes.Protobuf;

/// <summary>The tables against the types that KubernetesClient generates from Kubernetes' OpenAPI document.</summary>
public sealed class ProtobufMessagesTests
{
    // Newer than the public .proto files that the tables were read from; no kubectl writes a Node.
    private static readonly string[] s_onlyInJson = ["Node.status.nodeInfo.runningInUserNamespace is missing"];

    /// <summary>Bodies of subresources and of deletions.</summary>
    public static TheoryData<string, string, Type> Others => new()
    {
        { "authentication.k8s.io/v1", "TokenRequest", typeof(Authenticationv1TokenRequest) },
        { "autoscaling/v1", "Scale", typeof(V1Scale) },
        { "policy/v1", "Eviction", typeof(V1Eviction) },
        { "v1", "DeleteOptions", typeof(V1DeleteOptions) },
    };

    public static TheoryData<string, string> Kinds =>
        [.. BuiltInResources.All.Where(resource => resource.Kind != "CustomResourceDefinition").Select(resource => (resource.ApiVersion, resource.Kind)).Distinct()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fields_OfKind_AreThoseOfItsSchema(string apiVersion, string kind)
    {
        var resource = new ResourceCatalog().FindKind(apiVersion, kind)!;

        AssertSame(apiVersion, kind, resource.Schema);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Fields_OfOtherBodies_AreThoseOfTheirSchema(string apiVersion, string kind, Type type) => AssertSame(apiVersion, kind, ModelSchemas.Of(type));

    [Fact]
    public void Messages_NoneContainsItself()
    {
        foreach (var message in ProtobufMessages.Kinds.Values)
        {
            AssertEnds(message, []);
        }
    }

    private static void AssertSame(string apiVersion, string kind, Schema schema)
    {
        var message = ProtobufMessages.FindKind(apiVersion, kind);

        Assert.NotNull(message);
        var differences = new List<string>();
        Compare(message, schema, kind, [], differences);
        Assert.Equal([], differences);
    }

    private static void AssertEnds(ProtobufMessage message, HashSet<ProtobufMessage> above)
    {
        Assert.True(above.Add(message), $"{message.Name} contains itself: the depth of a body has no bound.");
        foreach (var field in message.Fields.Values)
        {
            if (field.Message is { } inner)
            {
                AssertEnds(inner, above);
            }
        }

        above.Remove(message);
    }

    private static void Compare(ProtobufMessage message, Schema schema, string path, HashSet<ProtobufMessage> seen, List<string> differences)
    {
        if (!seen.Add(message))
        {
            return;
        }

        var fields = Fields(message).ToList();
        differences.AddRange(fields.GroupBy(field => field.Name).Where(group => group.Count() > 1).Select(group => $"{path}.{group.Key} is there twice"));
        differences.AddRange(schema.Properties.Keys
            .Except([.. fields.Select(field => field.Name), "apiVersion", "kind"])
            .Select(name => $"{path}.{name} is missing")
            .Except(s_onlyInJson));
        foreach (var field in fields)
        {
            if (schema.Properties.TryGetValue(field.Name, out var property))
            {
                var element = field.Repeated || field.Map ? property.Element ?? Schema.Any : property;
                if (property.Type == SchemaType.Array != field.Repeated || property.Type == SchemaType.Map != field.Map || !Fits(field.Type, element.Type))
                {
                    differences.Add($"{path}.{field.Name} is {field.Type} and not {property.Type} of {element.Type}");
                }
                else if (field.Type == ProtobufType.Message)
                {
                    Compare(field.Message!, element, $"{path}.{field.Name}", seen, differences);
                }
            }
        }
    }

    private static IEnumerable<ProtobufField> Fields(ProtobufMessage message) =>
        message.Fields.Values.SelectMany(field => field.Inline ? Fields(field.Message!) : [field]);

    private static bool Fits(ProtobufType type, SchemaType schema) => type switch
    {
        ProtobufType.Message => schema == SchemaType.Object,
        ProtobufType.Text => schema == SchemaType.Text,
        ProtobufType.Bytes => schema == SchemaType.Bytes,
        ProtobufType.Boolean => schema == SchemaType.Boolean,
        ProtobufType.Int32 or ProtobufType.Int64 => schema == SchemaType.Integer,
        ProtobufType.Time or ProtobufType.MicroTime => schema == SchemaType.Time,
        ProtobufType.Quantity => schema == SchemaType.Quantity,
        ProtobufType.IntOrString => schema == SchemaType.IntOrString,
        ProtobufType.FieldsV1 => schema == SchemaType.Any,
        ProtobufType.ExtraValue => schema == SchemaType.Array,
        _ => false,
    };
}
