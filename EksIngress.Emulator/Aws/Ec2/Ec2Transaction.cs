namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>A change in the making: it reads its own writes, and nobody else sees them unless it completes.</summary>
internal sealed class Ec2Transaction(Ec2State state, string region, string accountId, DateTimeOffset now, double timeScale)
    : Ec2Scope(state, region, accountId, now)
{
    public T Put<T>(T resource)
        where T : Ec2Resource
    {
        State = State with { Resources = State.Resources.SetItem(resource.Id, resource) };
        return resource;
    }

    public void Remove(Ec2Resource resource) =>
        State = State with { Resources = State.Resources.Remove(resource.Id) };

    /// <exception cref="AwsException">There are as many already as the quota lets be.</exception>
    /// <param name="quota">A name of <see cref="AwsQuota"/>.</param>
    /// <param name="code">EC2's code, for example <c>VpcLimitExceeded</c>.</param>
    public void DemandRoom(string quota, int observed, string code, string what)
    {
        if (observed >= State.Quotas[quota])
        {
            throw new AwsException(code, $"The maximum number of {what} has been reached.");
        }
    }

    /// <summary>When something that takes this long on AWS will be done here.</summary>
    public DateTimeOffset After(TimeSpan onAws) => Now + (onAws * timeScale);
}
