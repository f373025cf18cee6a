namespace Aspire.Hosting.ApplicationModel;

public static class ExecutionConfigurationBuilderExtensions
{
    public static IExecutionConfigurationBuilder WithEnvironmentVariablesConfig(this IExecutionConfigurationBuilder builder)
    {
        ((ExecutionConfigurationBuilder)builder).Environment = true;
        return builder;
    }

    public static IExecutionConfigurationBuilder WithArgumentsConfig(this IExecutionConfigurationBuilder builder)
    {
        ((ExecutionConfigurationBuilder)builder).Arguments = true;
        return builder;
    }
}
