namespace Aspire.Hosting.Pipelines;

/// <summary>Passes what is logged during a step on to its report.</summary>
internal sealed class PipelineLoggerProvider(IConfiguration configuration) : ILoggerProvider
{
    private static readonly AsyncLocal<IReportingStep?> s_currentStep = new();

    private readonly LogLevel _minimum = configuration["Pipeline:LogLevel"]?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRIT" or "CRITICAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    private readonly bool _exceptions = configuration.GetValue("Pipeline:IncludeExceptionDetails", false);

    /// <summary>The step that the calling code runs in.</summary>
    public static IReportingStep? CurrentStep
    {
        get => s_currentStep.Value;
        set => s_currentStep.Value = value;
    }

    public ILogger CreateLogger(string categoryName) => new StepLogger(_minimum, _exceptions);

    public void Dispose()
    {
    }

    private sealed class StepLogger(LogLevel minimum, bool exceptions) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && CurrentStep is { } step)
            {
                var message = formatter(state, exception);
                step.Log(logLevel, exceptions && exception is not null ? $"{message} {exception}" : message);
            }
        }
    }
}
