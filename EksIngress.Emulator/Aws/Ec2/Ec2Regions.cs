using System.Collections.Concurrent;
using EksIngress.Emulator.State;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>The stores, one per region, empty until used: there is no default VPC.</summary>
internal sealed class Ec2Regions(AwsQuotas quotas, TimeProvider time, IOptions<EmulatorOptions> options, StateJournal journal)
{
    // Made by whoever comes first, and once: a region's rows are taken once.
    private readonly ConcurrentDictionary<string, Lazy<Guarded<Ec2State>>> _regions = new(StringComparer.Ordinal);

    /// <summary>Regions that were ever named, in this run or an earlier one.</summary>
    public IReadOnlyList<string> Names => [.. _regions.Keys.Union(journal.NamesBelow("aws/ec2"), StringComparer.Ordinal)];

    /// <summary>The region as it is now, after all changes of state that have become due.</summary>
    public Ec2Scope Observe(string region)
    {
        var store = StoreOf(region);
        var now = time.GetUtcNow();
        if (store.Current.IsDue(now))
        {
            store.Update(state => Settle(state, region, now).State);
        }

        return new Ec2Scope(store.Current, region, options.Value.AccountId, now);
    }

    /// <summary>Runs one change alone; when it throws, nothing of it stays.</summary>
    public T Change<T>(string region, Func<Ec2Transaction, T> change)
    {
        var now = time.GetUtcNow();
        return StoreOf(region).Update(state =>
        {
            var transaction = Settle(state, region, now);
            var result = change(transaction);
            return (transaction.State, result);
        });
    }

    private Guarded<Ec2State> StoreOf(string region) => _regions.GetOrAdd(
        region,
        name => new Lazy<Guarded<Ec2State>>(() => new Guarded<Ec2State>($"aws/ec2/{name}", Ec2State.Empty with { Quotas = quotas }, journal))).Value;

    private Ec2Transaction Settle(Ec2State state, string region, DateTimeOffset now)
    {
        var transaction = new Ec2Transaction(state, region, options.Value.AccountId, now, options.Value.TimeScale);
        foreach (var resource in state.Resources.Values.Where(resource => resource.DueAt <= now))
        {
            switch (resource)
            {
                case NatGateway gateway:
                    NatGateways.Settle(transaction, gateway);
                    break;
                case Instance instance:
                    Instances.Settle(transaction, instance);
                    break;
                default:
                    throw new InvalidOperationException($"{resource.Id} is due, and nothing settles a {resource.Type.Name}.");
            }
        }

        return transaction;
    }
}
