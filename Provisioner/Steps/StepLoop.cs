using System.Collections.Concurrent;
using System.Diagnostics;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;

namespace EksIngress.Provisioner.Steps;

/// <summary>
/// Runs steps until each has nothing left to do: in the order of their dependencies, independent ones side by side, with
/// back-off when throttled and one deadline for all. The first failure stops the others.
/// </summary>
internal sealed class StepLoop(TimeProvider time, StepLoopOptions options, Action<StepProgress> report)
{
    // What each unfinished step waits for: the reason a user reads when the deadline passes.
    private readonly ConcurrentDictionary<string, string> _waiting = new(StringComparer.Ordinal);

    /// <exception cref="ProvisioningException">A step failed, or the deadline passed; the message says what was waited for.</exception>
    public async Task RunAsync(IReadOnlyList<IProvisioningStep> steps, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Deadline, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var running = new Dictionary<string, Task>(StringComparer.Ordinal);
        Exception? failure = null;
        foreach (var step in StepGraph.Order(steps))
        {
            running.Add(step.Name, RunAfterAsync(step, [.. step.DependsOn.Select(name => running[name])]));
        }

        await Task.WhenAll(running.Values);
        cancellationToken.ThrowIfCancellationRequested();
        if (failure is not null)
        {
            throw failure;
        }

        if (deadline.IsCancellationRequested)
        {
            var reasons = _waiting.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}");
            throw new ProvisioningException($"Not done after {options.Deadline:g}. {string.Join(" ", reasons)}".TrimEnd()
                + "\nRun it again to go on from here, or give it more time with --timeout.");
        }

        // A named boundary: whatever a step throws ends the run, told apart above.
        async Task RunAfterAsync(IProvisioningStep step, Task[] dependencies)
        {
            await Task.WhenAll(dependencies);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await RunStepAsync(step, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The reason is the user's, the deadline's or the failed step's; RunAsync tells.
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                if (Interlocked.CompareExchange(ref failure, Explain(step, exception), null) is null)
                {
                    await stop.CancelAsync();
                }
            }
        }
    }

    private async Task RunStepAsync(IProvisioningStep step, CancellationToken cancellationToken)
    {
        using var activity = ProvisionerTelemetry.Source.StartActivity(step.Name);
        var started = time.GetTimestamp();
        var (changes, failures, vanished, answered) = (0, 0, 0, started);
        var (last, repeats) = ("", 0);
        try
        {
            while (true)
            {
                StepResult result;
                try
                {
                    result = await step.ReconcileAsync(cancellationToken);
                    (failures, vanished, answered) = (0, 0, time.GetTimestamp());
                }
                catch (Exception exception) when (IsVanished(exception) && vanished < options.MaxVanished)
                {
                    await WaitAsync(step, StepProgressKind.Retrying, exception.Message, Backoff(vanished++), started, cancellationToken);
                    continue;
                }
                catch (Exception exception) when (IsPassing(exception, time.GetElapsedTime(answered)))
                {
                    await WaitAsync(step, StepProgressKind.Retrying, exception.Message, Backoff(failures++), started, cancellationToken);
                    continue;
                }

                switch (result)
                {
                    case StepResult.Unchanged unchanged:
                        _waiting.TryRemove(step.Name, out _);
                        activity?.SetTag("eksingress.step.changes", changes);
                        report(new StepProgress(step.Name, StepProgressKind.Done, unchanged.State, time.GetElapsedTime(started)));
                        return;
                    case StepResult.Applied applied:
                        changes++;
                        _waiting.TryRemove(step.Name, out _);
                        activity?.AddEvent(new ActivityEvent(applied.Change, time.GetUtcNow()));
                        report(new StepProgress(step.Name, StepProgressKind.Applied, applied.Change, time.GetElapsedTime(started)));
                        (last, repeats) = (applied.Change, applied.Change == last ? repeats + 1 : 0);
                        if (repeats >= options.MaxRepeats)
                        {
                            throw new ProvisioningException(
                                $"Step {step.Name}: '{applied.Change}' was done {repeats + 1} times and does not last. Something undoes it: find out what, then run again.");
                        }

                        if (repeats > 0)
                        {
                            await Task.Delay(Backoff(repeats - 1), time, cancellationToken);
                        }

                        break;
                    case StepResult.Waiting waiting:
                        await WaitAsync(step, StepProgressKind.Waiting, waiting.Reason, waiting.RetryAfter, started, cancellationToken);
                        break;
                    default:
                        throw new InvalidOperationException($"Unknown result {result}.");
                }
            }
        }
        catch (Exception exception) when (Mark(activity, exception))
        {
            throw;
        }
    }

    private async Task WaitAsync(
        IProvisioningStep step,
        StepProgressKind kind,
        string reason,
        TimeSpan delay,
        long started,
        CancellationToken cancellationToken)
    {
        var known = _waiting.TryGetValue(step.Name, out var before) && before == reason;
        _waiting[step.Name] = reason;
        if (!known)
        {
            report(new StepProgress(step.Name, kind, reason, time.GetElapsedTime(started)));
        }

        await Task.Delay(delay, time, cancellationToken);
    }

    private TimeSpan Backoff(int failures)
    {
        var limit = Math.Min(options.LongestBackoff.TotalSeconds, options.FirstBackoff.TotalSeconds * Math.Pow(2, Math.Min(failures, 16)));
        return TimeSpan.FromSeconds(limit * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private bool IsPassing(Exception exception, TimeSpan outage) =>
        AwsErrors.IsThrottled(exception)
        || (outage < options.LongestOutage && (AwsErrors.IsTransient(exception) || KubernetesErrors.IsTransient(exception)));

    private static bool IsVanished(Exception exception) => AwsErrors.IsNotFound(exception) || KubernetesErrors.IsNotFound(exception);

    private Exception Explain(IProvisioningStep step, Exception exception)
    {
        report(new StepProgress(step.Name, StepProgressKind.Failed, exception.Message, TimeSpan.Zero));
        return exception is ProvisioningException
            ? exception
            : new ProvisioningException($"Step {step.Name} failed: {AwsErrors.Describe(exception)}", exception);
    }

    // A filter, so that the span is marked while the exception passes and is thrown on as it is.
    private static bool Mark(Activity? activity, Exception exception)
    {
        activity?.SetStatus(ActivityStatusCode.Error, exception is OperationCanceledException ? "stopped" : exception.Message);
        activity?.SetTag("error.type", AwsErrors.Code(exception) ?? exception.GetType().Name);
        if (AwsErrors.RequestId(exception) is { } id)
        {
            activity?.SetTag("aws.request_id", id);
        }

        return false;
    }
}
