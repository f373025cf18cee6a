namespace Aspire.Hosting.AWS;

internal sealed class SDKResourceAnnotation(IAWSSDKConfig sdkConfig) : IResourceAnnotation
{
    public IAWSSDKConfig SdkConfig { get; } = sdkConfig;
}
