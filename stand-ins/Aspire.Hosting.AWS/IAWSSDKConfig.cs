namespace Aspire.Hosting.AWS;

/// <summary>Region and profile that clients of the AWS SDK are made with.</summary>
public interface IAWSSDKConfig
{
    /// <summary>Name of a profile in the shared credentials or configuration file; null for the SDK's default.</summary>
    string? Profile { get; set; }

    RegionEndpoint? Region { get; set; }
}
