using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace StandIns.Tests.Surface;

/// <summary>What source code can name of an assembly: one line a type or member, with names and types of parameters.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly HashSet<string> OfEveryObject =
        ["ToString", "Equals", "GetHashCode", "Deconstruct", "PrintMembers", "<Clone>$", "op_Equality", "op_Inequality", "get_EqualityContract"];

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().SelectMany(Of).Order(StringComparer.Ordinal).Distinct();

    private static IEnumerable<string> Of(Type type)
    {
        var name = Name(type);
        yield return $"{Kind(type)} {name}{Constraints(type.GetGenericArguments())}";
        if (type.IsEnum)
        {
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
            {
                yield return $"{name}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
            }

            yield break;
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            yield return Method(type.GetMethod("Invoke")!, name);
            yield break;
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic && IsVisible(constructor) && !IsOfARecord(constructor, type)))
        {
            yield return $"{name}.new({Parameters(constructor)})";
        }

        foreach (var method in type.GetMethods(Declared).Where(method => IsVisible(method) && !method.IsSpecialName && IsNew(method) && !OfEveryObject.Contains(method.Name)))
        {
            yield return Method(method, name);
        }

        foreach (var property in type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(accessor => IsVisible(accessor) && IsNew(accessor)) && property.Name != "EqualityContract"))
        {
            var accessors = string.Join(' ', property.GetAccessors(true).Where(IsVisible)
                .Select(accessor => accessor.ReturnType == typeof(void) ? IsInit(accessor) ? "init;" : "set;" : "get;").Order(StringComparer.Ordinal));
            var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";
            yield return $"{Static(property.GetAccessors(true)[0])}{Name(property.PropertyType)} {name}.{property.Name}{index} {{ {accessors} }}";
        }

        foreach (var field in type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily))
        {
            yield return $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {name}.{field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}";
        }
    }

    private static string Method(MethodInfo method, string type)
    {
        var arguments = method.GetGenericArguments();
        var generic = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(argument => argument.Name))}>";
        return $"{Static(method)}{Name(method.ReturnType)} {type}.{method.Name}{generic}({Parameters(method)}){Constraints(arguments)}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsIn && parameter.ParameterType.IsByRef ? "in " : parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "")
        + $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? " = default" : "")}";

    private static string Constraints(Type[] arguments) =>
        string.Concat(arguments.Select(argument => argument.IsGenericParameter && argument.GetGenericParameterConstraints() is { Length: > 0 } constraints
            ? $" where {argument.Name} : {string.Join(", ", constraints.Select(Name).Order(StringComparer.Ordinal))}"
            : ""));

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var start = type.IsNested ? Name(type.DeclaringType!) + "." : type.Namespace is "System" or null ? "" : type.Namespace + ".";
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0
            ? start + type.Name
            : $"{start}{type.Name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsNew(MethodInfo method) => method.GetBaseDefinition() == method && !method.Name.Contains('.', StringComparison.Ordinal);

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsOfARecord(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [{ } only] && only.ParameterType == type;

    private static string Static(MethodBase method) => method.IsStatic ? "static " : "";
}
