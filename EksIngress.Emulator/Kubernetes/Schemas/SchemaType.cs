namespace EksIngress.Emulator.Kubernetes;

/// <summary>What a field of an object holds.</summary>
internal enum SchemaType
{
    /// <summary>Named fields, each with a schema of its own.</summary>
    Object,

    /// <summary>Free keys, one schema for all values.</summary>
    Map,

    Array,
    Text,
    Bytes,
    Time,
    Integer,
    Number,
    Boolean,
    IntOrString,
    Quantity,

    /// <summary>Anything; kept as it comes.</summary>
    Any,
}
