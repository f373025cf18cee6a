namespace Aspire.Hosting.Launching;

/// <summary>Endpoints in the <c>Kestrel</c> section of a project's settings; the server prefers them over ASPNETCORE_URLS.</summary>
internal static class KestrelEndpoints
{
    public static IReadOnlyList<(string? Name, Uri Url)> Read(string projectPath)
    {
        if (Path.GetDirectoryName(projectPath) is not { } directory || !Directory.Exists(directory))
        {
            return [];
        }

        var settings = new ConfigurationBuilder()
            .SetBasePath(directory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile("appsettings.Development.json", optional: true)
            .Build();
        return
        [
            .. settings.GetSection("Kestrel:Endpoints").GetChildren()
                .Where(endpoint => endpoint["Url"] is { Length: > 0 })
                .Select(endpoint => ((string?)endpoint.Key.ToLowerInvariant(), BindingAddress.Parse(projectPath, endpoint["Url"]!))),
        ];
    }
}
