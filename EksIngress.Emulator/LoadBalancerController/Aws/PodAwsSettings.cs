namespace EksIngress.Emulator.LoadBalancerController.Aws;

/// <summary>How the controller reaches AWS.</summary>
/// <param name="Endpoint">Of every service that has no other.</param>
/// <param name="Region">Requests are signed for it.</param>
/// <param name="Throttle">Holds calls back.</param>
/// <param name="Attempts">How often a call is tried at most, the first time included; 0 and less: without end.</param>
internal sealed record PodAwsSettings(Uri Endpoint, string Region, ApiThrottle Throttle, int Attempts)
{
    /// <summary>Of <c>--aws-api-endpoints</c>, by service id; ids that are none are passed over, as upstream does.</summary>
    public IReadOnlyDictionary<string, Uri> Endpoints { get; init; } = new Dictionary<string, Uri>(StringComparer.Ordinal);

    /// <exception cref="ControllerExitException">An endpoint is not one of this machine: nothing here may reach AWS itself.</exception>
    public static PodAwsSettings Create(ControllerOptions options, IReadOnlyDictionary<string, string> environment, double timeScale, TimeProvider time)
    {
        if (FindLoopback(environment.GetValueOrDefault("AWS_ENDPOINT_URL")) is not { } endpoint)
        {
            throw new ControllerExitException(
                "unable to initialize AWS cloud",
                "AWS_ENDPOINT_URL of the pod's environment does not name the emulator (a loopback address); the controller will not call AWS itself");
        }

        var region = options.Region ?? NonEmpty(environment, "AWS_DEFAULT_REGION") ?? NonEmpty(environment, "AWS_REGION") ?? throw new ControllerExitException(
            "unable to initialize AWS cloud",
            "failed to introspect region from EC2Metadata, specify --aws-region instead if EC2Metadata is unavailable: operation error ec2imds: GetRegion, canceled, context deadline exceeded");
        return new PodAwsSettings(endpoint, region, new ApiThrottle(options.Throttles, timeScale, time), options.Attempts)
        {
            Endpoints = options.ApiEndpoints.ToDictionary(
                pair => pair.Key,
                pair => FindLoopback(pair.Value) ?? throw new ControllerExitException(
                    "unable to initialize AWS cloud",
                    $"--aws-api-endpoints={pair.Key}={pair.Value} does not name a loopback address; the emulated controller will not call AWS itself"),
                StringComparer.Ordinal),
        };
    }

    private static Uri? FindLoopback(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.IsLoopback ? uri : null;

    private static string? NonEmpty(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
