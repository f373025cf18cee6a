namespace EksIngress.Emulator;

/// <summary>The emulator cannot start; the message says what is in the way and what to do.</summary>
internal sealed class EmulatorStartException(string message, Exception? inner = null) : Exception(message, inner);
