namespace EksIngress.Emulator.Aws.Faults;

/// <summary>The declared fault is that the client gets no answer: its connection is reset.</summary>
internal sealed class ConnectionDroppedException : Exception;
