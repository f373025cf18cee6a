using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs the environment and argument callbacks of a resource and evaluates what they gave.</summary>
internal static class ExecutionConfiguration
{
    public static async Task<IReadOnlyList<ConfiguredVariable>> GetEnvironmentAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken, ILogger? logger = null)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, [], cancellationToken) { Logger = logger ?? NullLogger.Instance };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var variables = new List<ConfiguredVariable>(context.EnvironmentVariables.Count);
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            variables.Add(new ConfiguredVariable(name, value, await EvaluateAsync(value, executionContext, cancellationToken), IsSensitive(value)));
        }

        return variables;
    }

    public static async Task<IReadOnlyList<ConfiguredArgument>> GetArgumentsAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken, ILogger? logger = null)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken)
        {
            ExecutionContext = executionContext,
            Logger = logger ?? NullLogger.Instance,
        };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        var arguments = new List<ConfiguredArgument>(context.Args.Count);
        foreach (var value in context.Args)
        {
            // An argument without a value is left out, as upstream leaves it out.
            if (await EvaluateAsync(value, executionContext, cancellationToken) is { } text)
            {
                arguments.Add(new ConfiguredArgument(text, IsSensitive(value)));
            }
        }

        return arguments;
    }

    /// <summary>The value now in run mode, the manifest expression in publish mode.</summary>
    public static async ValueTask<string?> EvaluateAsync(
        object? value, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken) =>
        value switch
        {
            null => null,
            string text => text,
            IResourceBuilder<IResource> builder => await EvaluateAsync(builder.Resource, executionContext, cancellationToken),
            IManifestExpressionProvider expression when executionContext.IsPublishMode => expression.ValueExpression,
            IValueProvider provider => await provider.GetValueAsync(
                new ValueProviderContext { ExecutionContext = executionContext }, cancellationToken),
            bool flag => flag ? "true" : "false",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new DistributedApplicationException(
                $"A value of type '{value.GetType()}' cannot be an environment variable or argument: it is no text, and gives no value."),
        };

    private static bool IsSensitive(object? value) =>
        value switch
        {
            ParameterResource parameter => parameter.Secret,
            IResourceBuilder<ParameterResource> builder => builder.Resource.Secret,
            IResourceWithConnectionString or ConnectionStringReference => true,
            ReferenceExpression expression => expression.ValueProviders.Any(IsSensitive),
            _ => false,
        };
}
