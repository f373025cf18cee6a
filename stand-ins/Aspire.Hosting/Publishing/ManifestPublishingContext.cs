using System.Text.Json;

namespace Aspire.Hosting.Publishing;

public sealed class ManifestPublishingContext(
    DistributedApplicationExecutionContext executionContext,
    string manifestPath,
    Utf8JsonWriter writer,
    CancellationToken cancellationToken = default)
{
    private readonly PortAllocator _ports = new();

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    public string ManifestPath { get; } = manifestPath;

    public Utf8JsonWriter Writer { get; } = writer;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The path as seen from the manifest's directory, with forward slashes.</summary>
    public string? GetManifestRelativePath(string? path)
    {
        if (path is null)
        {
            return null;
        }

        var full = Path.GetFullPath(ManifestPath);
        var directory = Path.GetDirectoryName(full) ?? throw new DistributedApplicationException($"'{ManifestPath}' is in no directory.");
        return Path.GetRelativePath(directory, Path.GetFullPath(path)).Replace('\\', '/');
    }

    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var variables = await ExecutionConfiguration.GetEnvironmentAsync(resource, ExecutionContext, CancellationToken);
        if (variables.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject("env");
        foreach (var variable in variables)
        {
            Writer.WriteString(variable.Name, variable.Value);
        }

        Writer.WriteEndObject();
    }

    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var arguments = await ExecutionConfiguration.GetArgumentsAsync(resource, ExecutionContext, CancellationToken);
        if (arguments.Count == 0)
        {
            return;
        }

        Writer.WriteStartArray("args");
        foreach (var argument in arguments)
        {
            Writer.WriteStringValue(argument.Value);
        }

        Writer.WriteEndArray();
    }

    public void WriteBindings(IResource resource)
    {
        if (!resource.TryGetEndpoints(out var endpoints))
        {
            return;
        }

        Writer.WriteStartObject("bindings");
        foreach (var binding in ManifestBindings.Resolve(resource, [.. endpoints], _ports))
        {
            Writer.WriteStartObject(binding.Endpoint.Name);
            Writer.WriteString("scheme", binding.Endpoint.UriScheme);
            Writer.WriteString("protocol", binding.Endpoint.Protocol.ToString().ToLowerInvariant());
            Writer.WriteString("transport", binding.Endpoint.Transport);
            if (binding.Port is { } port)
            {
                Writer.WriteNumber("port", port);
            }

            if (binding.TargetPort is { } targetPort)
            {
                Writer.WriteNumber("targetPort", targetPort);
            }

            if (binding.Endpoint.IsExternal)
            {
                Writer.WriteBoolean("external", true);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }

    public void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString withConnectionString)
        {
            Writer.WriteString("connectionString", withConnectionString.ConnectionStringExpression.ValueExpression);
        }
    }
}
