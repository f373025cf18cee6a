namespace EksIngress.Emulator.Kubernetes;

/// <summary>One field of a message.</summary>
/// <param name="Name">Name in JSON.</param>
/// <param name="Message">Null for what is no message on the wire.</param>
/// <param name="Inline">True when the message's fields are among those of the object that it is in.</param>
/// <param name="KeepsZero">True when an empty text, 0 or false says something; otherwise it stands for an absent value.</param>
internal sealed record ProtobufField(string Name, ProtobufType Type, ProtobufMessage? Message, bool Repeated, bool Map, bool Inline, bool KeepsZero);
