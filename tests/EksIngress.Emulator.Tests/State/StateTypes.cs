using System.Reflection;

namespace EksIngress.Emulator.Tests.State;

/// <summary>The types of state, found in the emulator itself: whatever a <see cref="Guarded{T}"/> is made for.</summary>
internal static class StateTypes
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static Assembly Emulator { get; } = typeof(EmulatorApplication).Assembly;

    public static IReadOnlyList<Type> All { get; } = [.. Emulator.GetTypes()
        .SelectMany(type => type.GetFields(Everything).Select(field => field.FieldType)
            .Concat(type.GetConstructors(Everything).SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType))
            .Concat(type.GetMethods(Everything).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))))
        .SelectMany(Arguments)
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Guarded<>))
        .Select(type => type.GetGenericArguments()[0])
        .Where(type => !type.IsGenericParameter)
        .Distinct()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)];

    // Func<Lazy<Guarded<T>>> names Guarded<T> as well.
    private static IEnumerable<Type> Arguments(Type type) => type.IsGenericType ? type.GetGenericArguments().SelectMany(Arguments).Prepend(type) : [type];
}
