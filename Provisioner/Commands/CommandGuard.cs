using Amazon.Runtime;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Kubernetes;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Commands;

/// <summary>Turns the ways in which a command ends into exit codes: 0 done, 1 failed, 2 bad input.</summary>
internal sealed class CommandGuard(ProvisionerHost host)
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadInput = 2;

    public async Task<int> RunAsync(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (BadInputException exception)
        {
            await host.Error.WriteLineAsync(exception.Message);
            return BadInput;
        }
        catch (ProvisioningException exception)
        {
            await host.Error.WriteLineAsync(exception.Message);
            return Failed;
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or KubernetesApiException or HttpRequestException)
        {
            // Outside of the steps, which have their own words for it: while a plan or the outputs are written.
            await host.Error.WriteLineAsync($"{AwsErrors.Describe(exception)} Run it again.");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await host.Error.WriteLineAsync("Stopped. Run it again to go on from here.");
            return Failed;
        }
    }

    public Task<int> RunAsync(Func<Task> action) => RunAsync(async () =>
    {
        await action();
        return Done;
    });
}
