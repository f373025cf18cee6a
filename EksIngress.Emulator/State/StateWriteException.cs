namespace EksIngress.Emulator.State;

/// <summary>State cannot be kept any more: the disk is full, or the file is gone.</summary>
internal sealed class StateWriteException(string message, Exception innerException) : Exception(message, innerException);
