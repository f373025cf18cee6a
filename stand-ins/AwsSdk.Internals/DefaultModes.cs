#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace EksIngress.StandIns.Aws;

/// <summary>The SDKs' common defaults per configuration mode.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html</remarks>
internal static class DefaultModes
{
    internal static DefaultConfigurationProvider Provider() => new(
    [
        Mode(DefaultConfigurationMode.Standard, 3100),
        Mode(DefaultConfigurationMode.InRegion, 1100),
        Mode(DefaultConfigurationMode.CrossRegion, 3100),
        Mode(DefaultConfigurationMode.Mobile, 30000),
    ]);

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, int connectMilliseconds) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
