namespace EksIngress.Emulator.Kubernetes;

/// <summary>A message of Kubernetes' protobuf encoding.</summary>
/// <param name="name">As messages of errors have it, for example <c>Container</c>.</param>
internal sealed class ProtobufMessage(string name)
{
    private readonly Dictionary<int, ProtobufField> _fields = [];

    public string Name { get; } = name;

    /// <summary>By number.</summary>
    public IReadOnlyDictionary<int, ProtobufField> Fields => _fields;

    public void Add(int number, ProtobufField field) => _fields.Add(number, field);
}
