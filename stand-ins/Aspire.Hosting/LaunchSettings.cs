using System.Text.Json.Serialization;

namespace Aspire.Hosting;

/// <summary>The part of a project's <c>launchSettings.json</c> that deciding how to start it needs.</summary>
public sealed class LaunchSettings
{
    [JsonPropertyName("profiles")]
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];
}
