namespace EksIngress.Emulator.Kubernetes;

/// <summary>How a field is written in protobuf, and in JSON.</summary>
internal enum ProtobufType
{
    /// <summary>Fields of its own: an object.</summary>
    Message,
    Text,

    /// <summary>Base64 in JSON.</summary>
    Bytes,
    Boolean,
    Int32,
    Int64,

    /// <summary>A message with seconds since 1970 and nanoseconds: RFC 3339 with whole seconds.</summary>
    Time,

    /// <summary>As <see cref="Time"/>, with microseconds.</summary>
    MicroTime,

    /// <summary>A message with the text.</summary>
    Quantity,

    /// <summary>A message with a number, a text, and which of them counts.</summary>
    IntOrString,

    /// <summary>A message with JSON.</summary>
    FieldsV1,

    /// <summary>A message with a list of texts.</summary>
    ExtraValue,
}
