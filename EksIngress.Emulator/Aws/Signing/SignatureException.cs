namespace EksIngress.Emulator.Aws.Signing;

/// <summary>A request whose signature was refused.</summary>
internal sealed class SignatureException(SignatureFault fault, string message) : Exception(message)
{
    public SignatureFault Fault { get; } = fault;
}
