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

    /// <summary>When something that takes this long on AWS will be done here.</summary>
    public DateTimeOffset After(TimeSpan onAws) => Now + (onAws * timeScale);
}
