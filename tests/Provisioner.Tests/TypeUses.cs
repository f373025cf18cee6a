using System.Reflection;
using System.Reflection.Emit;

namespace EksIngress.Provisioner.Tests;

/// <summary>Which types a type uses: in its base types, members, signatures, locals and the code of its methods.</summary>
internal static class TypeUses
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    public static HashSet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Add(found, type.BaseType);
        Array.ForEach(type.GetInterfaces(), item => Add(found, item));
        Array.ForEach(type.GetFields(All), field => Add(found, field.FieldType));
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            AddMember(found, method);
            AddBody(found, method);
        }

        return found;
    }

    private static void AddBody(HashSet<Type> found, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        foreach (var local in body.LocalVariables)
        {
            Add(found, local.LocalType);
        }

        var code = body.GetILAsByteArray()!;
        for (var i = 0; i < code.Length;)
        {
            int value = code[i++];
            var operation = Codes[value == 0xFE ? 0xFE00 | code[i++] : value];
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                AddMember(found, method.Module.ResolveMember(BitConverter.ToInt32(code, i), Arguments(method.DeclaringType), Arguments(method)));
            }

            i += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, i)),
                _ => 4,
            };
        }
    }

    private static void AddMember(HashSet<Type> found, MemberInfo? member)
    {
        Add(found, member as Type ?? member?.DeclaringType);
        switch (member)
        {
            case FieldInfo field:
                Add(found, field.FieldType);
                break;
            case MethodBase method:
                Array.ForEach(method.GetParameters(), parameter => Add(found, parameter.ParameterType));
                Add(found, (method as MethodInfo)?.ReturnType);
                Array.ForEach(Arguments(method) ?? [], argument => Add(found, argument));
                break;
            default:
                break;
        }
    }

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null || !found.Add(type))
        {
            return;
        }

        Add(found, type.GetElementType());
        Array.ForEach(type.GetGenericArguments(), argument => Add(found, argument));
    }

    private static Type[]? Arguments(Type? type) => type is { IsGenericType: true } ? type.GetGenericArguments() : null;

    private static Type[]? Arguments(MethodBase method) => method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : null;
}
