namespace EksIngress.Emulator.Aws.Policies;

/// <summary>A document that is no policy; the message names the element.</summary>
internal sealed class PolicyFormatException(string message, Exception? inner = null) : Exception(message, inner);
