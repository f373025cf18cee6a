using Amazon.Runtime;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Removal;

/// <summary>A deletion as a change: what is gone already counts as deleted, what is still in use is waited for.</summary>
internal static class RemovalPlan
{
    public static StepPlan Delete(string what, TimeSpan retryAfter, Func<CancellationToken, Task> delete) =>
        new StepPlan.Change($"deleted {what}", async cancellationToken =>
        {
            try
            {
                await delete(cancellationToken);
                return new StepResult.Applied($"deleted {what}");
            }
            catch (AmazonServiceException exception) when (AwsErrors.IsNotFound(exception))
            {
                return new StepResult.Waiting($"{what} is going", retryAfter);
            }
            catch (AmazonServiceException exception) when (AwsErrors.IsInUse(exception))
            {
                return new StepResult.Waiting($"{what} is still in use: {exception.Message}", retryAfter);
            }
        });
}
