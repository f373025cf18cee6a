namespace Aspire.Hosting.ApplicationModel;

internal sealed class ExecutionConfigurationResult(
    IReadOnlyList<ConfiguredVariable> variables, IReadOnlyList<ConfiguredArgument> arguments, Exception? exception)
    : IExecutionConfigurationResult
{
    public IEnumerable<KeyValuePair<string, string>> EnvironmentVariables =>
        variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value ?? ""));

    public IEnumerable<KeyValuePair<string, (object Unprocessed, string Processed)>> EnvironmentVariablesWithUnprocessed =>
        variables.Select(variable => KeyValuePair.Create(variable.Name, (variable.Unprocessed, variable.Value ?? "")));

    public IEnumerable<(string Value, bool IsSensitive)> Arguments =>
        arguments.Select(argument => (argument.Value, argument.IsSensitive));

    public Exception? Exception { get; } = exception;
}
