using Amazon.Runtime;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>A deletion as a change: what is gone already counts as deleted, what is still in use is waited for.</summary>
internal static class RemovalPlan
{
    public static StepPlan Delete(string what, TimeSpan retryAfter, Func<CancellationToken, Task> delete) =>
        Delete(new RemovablePart(what, delete), retryAfter);

    /// <param name="part">What is deleted.</param>
    /// <param name="retryAfter">Time until the next attempt.</param>
    public static StepPlan Delete(RemovablePart part, TimeSpan retryAfter) =>
        new StepPlan.Change($"deleted {part.What}", async cancellationToken =>
        {
            try
            {
                await part.DeleteAsync(cancellationToken);
                return new StepResult.Applied($"deleted {part.What}");
            }
            catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
            {
                return new StepResult.Waiting($"{part.What} is going", retryAfter);
            }
            catch (AmazonServiceException exception) when (AwsErrors.IsInUse(exception))
            {
                var user = part.FindUserAsync is { } find ? await find(cancellationToken) : null;
                return new StepResult.Waiting($"{part.What} is still in use{(user is null ? "" : $" by {user}")}: {exception.Message}", retryAfter);
            }
        });
}
