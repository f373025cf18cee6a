namespace EksIngress.Emulator.Kubernetes;

/// <summary>A webhook gave no answer; whether that refuses the write is for its failure policy to say.</summary>
internal sealed class WebhookCallException(string message) : Exception(message);
