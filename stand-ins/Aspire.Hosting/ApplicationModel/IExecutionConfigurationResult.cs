namespace Aspire.Hosting.ApplicationModel;

public interface IExecutionConfigurationResult
{
    IEnumerable<KeyValuePair<string, string>> EnvironmentVariables { get; }

    IEnumerable<KeyValuePair<string, (object Unprocessed, string Processed)>> EnvironmentVariablesWithUnprocessed { get; }

    IEnumerable<(string Value, bool IsSensitive)> Arguments { get; }

    /// <summary>Null unless a callback or a value failed.</summary>
    Exception? Exception { get; }
}
