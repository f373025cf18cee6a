using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.State;

internal static class StateServiceCollectionExtensions
{
    /// <summary>Registers the journal: of the directory's file, or of nothing when state is to stay in memory.</summary>
    public static IServiceCollection AddStateJournal(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<EmulatorOptions>>().Value.Persist
            ? StateJournal.Open(
                provider.GetRequiredService<EmulatorDirectory>(),
                provider.GetRequiredService<IHostApplicationLifetime>(),
                provider.GetRequiredService<ILogger<StateJournal>>())
            : StateJournal.InMemory());
        services.AddState("emulator", _ => EmulatorState.Empty);
        return services;
    }

    /// <summary>Registers a <see cref="Guarded{T}"/>: state that begins as an earlier run left it.</summary>
    /// <inheritdoc cref="Guarded{T}(string, T, StateJournal)" path="/param"/>
    public static IServiceCollection AddState<T>(this IServiceCollection services, string name, Func<IServiceProvider, T> initial)
        where T : class =>
        services.AddSingleton(provider => new Guarded<T>(name, initial(provider), provider.GetRequiredService<StateJournal>()));
}
