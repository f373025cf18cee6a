using EksIngress.Alb;

namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>A failed AWS call, worded as the SDK of the upstream controller words it: users search for that text.</summary>
internal sealed class AwsCallException(string message, string? code) : AlbModelException(message)
{
    /// <summary>Error code of the service; null when no answer came from it.</summary>
    public string? Code { get; } = code;
}
