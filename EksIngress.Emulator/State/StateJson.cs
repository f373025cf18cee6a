using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EksIngress.Emulator.State.Converters;

namespace EksIngress.Emulator.State;

/// <summary>
/// How state is written: every member of a record that can be set, under its own name. Types are read by reflection, not from a list, so a
/// new kind of resource is durable without being named anywhere; what JSON cannot carry has a converter here.
/// </summary>
internal static class StateJson
{
    /// <summary>Names the kind where a value may be one of several.</summary>
    private const string KindMember = "$kind";

    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            // Nothing reads it but this: what documents have most of, quotes, takes two bytes and not six.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            IgnoreReadOnlyProperties = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddKinds } },
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new AttributeSetConverter());
        options.Converters.Add(new CertificateConverter());
        options.Converters.Add(new CertificateCollectionConverter());
        options.Converters.Add(new Ipv4CidrConverter());
        options.Converters.Add(new IamDocumentConverter());
        options.Converters.Add(new IPAddressConverter());
        options.Converters.Add(new StatusCodeMatcherConverter());
        options.Converters.Add(new TargetsConverter());
        options.Converters.Add(new OrderedCollectionConverter());
        options.MakeReadOnly();
        return options;
    }

    // A closed set of records is an abstract one with its cases: nested in it, or in its assembly.
    private static void AddKinds(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || !info.Type.IsAbstract)
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = KindMember };
        foreach (var kind in info.Type.Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(info.Type)))
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(kind, kind.Name));
        }
    }
}
