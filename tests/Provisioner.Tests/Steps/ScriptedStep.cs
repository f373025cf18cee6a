using System.Threading.Channels;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Tests.Steps;

/// <summary>A step that plays the given plans, one per attempt, and says when each attempt was made.</summary>
internal sealed class ScriptedStep(string name, params Func<StepPlan>[] script) : IProvisioningStep
{
    private readonly Channel<int> _attempts = Channel.CreateUnbounded<int>();
    private int _next;

    public string Name => name;

    public string Purpose => name;

    public IReadOnlyList<string> DependsOn { get; init; } = [];

    public int Attempts => _next;

    public Task<StepPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var attempt = Interlocked.Increment(ref _next);
        _attempts.Writer.TryWrite(attempt);
        return Task.FromResult(script[Math.Min(attempt, script.Length) - 1]());
    }

    /// <summary>Waits until the attempt of that number was made.</summary>
    public async Task AttemptAsync(int number, CancellationToken cancellationToken)
    {
        while (await _attempts.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, cancellationToken) < number)
        {
        }
    }
}
