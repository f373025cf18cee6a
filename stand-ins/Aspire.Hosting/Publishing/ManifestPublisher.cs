using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the application model as Aspire's manifest.</summary>
internal static partial class ManifestPublisher
{
    public static async Task PublishAsync(PipelineStepContext context)
    {
        var outputPath = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.OutputPath
            ?? throw new DistributedApplicationException("Publishing a manifest needs '--output-path': a directory, or a file that ends in .json.");
        var path = Path.GetFullPath(
            outputPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? outputPath : Path.Combine(outputPath, "aspire-manifest.json"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // Written whole or not at all: a consumer never reads half a manifest.
        var temporary = path + ".tmp";
        await using (var stream = File.Create(temporary))
        {
            await using var writer = new Utf8JsonWriter(
                stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            var publishing = new ManifestPublishingContext(context.ExecutionContext, path, writer, context.CancellationToken);
            await WriteAsync(publishing, context.Model);
        }

        File.Move(temporary, path, overwrite: true);
        LogPublished(context.Logger, path);
    }

    public static async Task WriteAsync(ManifestPublishingContext context, DistributedApplicationModel model)
    {
        context.Writer.WriteStartObject();
        context.Writer.WriteStartObject("resources");
        foreach (var resource in model.Resources)
        {
            if (resource.IsExcludedFromPublish())
            {
                continue;
            }

            context.Writer.WriteStartObject(resource.Name);
            await WriteResourceAsync(context, resource);
            context.Writer.WriteEndObject();
        }

        context.Writer.WriteEndObject();
        context.Writer.WriteEndObject();
        await context.Writer.FlushAsync(context.CancellationToken);
    }

    private static Task WriteResourceAsync(ManifestPublishingContext context, IResource resource)
    {
        if (resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var manifest) && manifest.Callback is { } callback)
        {
            return callback(context);
        }

        return resource switch
        {
            ProjectResource project => WriteProjectAsync(context, project),
            ExecutableResource executable => WriteExecutableAsync(context, executable),
            ParameterResource parameter => WriteParameter(context, parameter),
            IResourceWithConnectionString connectionString => WriteValue(context, connectionString),
            _ => WriteUnsupported(context),
        };
    }

    private static async Task WriteProjectAsync(ManifestPublishingContext context, ProjectResource project)
    {
        context.Writer.WriteString("type", project.GetDeploymentTargetAnnotation() is null ? "project.v0" : "project.v1");
        context.Writer.WriteString("path", context.GetManifestRelativePath(project.GetProjectMetadata().ProjectPath));
        if (project.GetDeploymentTargetAnnotation()?.DeploymentTarget is { } target
            && target.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var manifest) && manifest.Callback is { } callback)
        {
            context.Writer.WriteStartObject("deployment");
            await callback(context);
            context.Writer.WriteEndObject();
        }

        await context.WriteCommandLineArgumentsAsync(project);
        await context.WriteEnvironmentVariablesAsync(project);
        context.WriteBindings(project);
    }

    private static async Task WriteExecutableAsync(ManifestPublishingContext context, ExecutableResource executable)
    {
        context.Writer.WriteString("type", "executable.v0");
        context.Writer.WriteString("workingDirectory", context.GetManifestRelativePath(executable.WorkingDirectory));
        context.Writer.WriteString("command", executable.Command);
        await context.WriteCommandLineArgumentsAsync(executable);
        await context.WriteEnvironmentVariablesAsync(executable);
        context.WriteBindings(executable);
    }

    private static Task WriteParameter(ManifestPublishingContext context, ParameterResource parameter)
    {
        context.Writer.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            context.Writer.WriteString("connectionString", $"{{{parameter.Name}.value}}");
        }

        context.Writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        context.Writer.WriteStartObject("inputs");
        context.Writer.WriteStartObject("value");
        context.Writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            context.Writer.WriteBoolean("secret", true);
        }

        if (parameter.Default is { } @default)
        {
            context.Writer.WriteStartObject("default");
            @default.WriteToManifest(context);
            context.Writer.WriteEndObject();
        }

        context.Writer.WriteEndObject();
        context.Writer.WriteEndObject();
        return Task.CompletedTask;
    }

    private static Task WriteValue(ManifestPublishingContext context, IResourceWithConnectionString resource)
    {
        context.Writer.WriteString("type", "value.v0");
        context.WriteConnectionString(resource);
        return Task.CompletedTask;
    }

    private static Task WriteUnsupported(ManifestPublishingContext context)
    {
        context.Writer.WriteString("error", "This resource does not support generation in the manifest.");
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 0, Level = LogLevel.Information, Message = "Published manifest to: {ManifestPath}")]
    private static partial void LogPublished(ILogger logger, string manifestPath);
}
