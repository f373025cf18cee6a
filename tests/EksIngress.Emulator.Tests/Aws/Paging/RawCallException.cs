namespace EksIngress.Emulator.Tests.Aws.Paging;

/// <summary>The call was refused: status and body.</summary>
internal sealed class RawCallException(string message) : Exception(message);
