"""Follows torch through the tree of a program: imports, aliases, attributes, calls."""

from __future__ import annotations

import ast
import re
import sys

from ._report import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ._names import Names

# What a name may stand for beside a path of torch's.
TENSOR = "<tensor>"
ELSEWHERE = "<elsewhere>"  # of a package that has no tensors, and whatever that returns
NEIGHBOUR = "<neighbour>"  # of another package, which may return tensors
_ROOTS = ("torch", "retrograd")
_NO_TENSORS = sys.stdlib_module_names | {"jax", "matplotlib", "numpy", "pandas", "scipy", "sklearn"}
_DEVICES = re.compile(r"(cuda|mps|xpu|hpu|mtia)(:\d+)?")
_CATCHING = {"ImportError", "ModuleNotFoundError", "AttributeError", "Exception", "BaseException"}
_ASKING = (".is_available", ".is_built", ".is_initialized")
_TENSORS_OF_TENSORS = {"T", "mT", "H", "mH", "data", "grad"}

Function = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def own_names(trees: Iterable[ast.Module]) -> set[str]:
    """The attributes that classes of the program itself define: no method of these is judged."""
    own = set()
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                own |= {inner.name for inner in node.body if isinstance(inner, Function[:2])}
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                own.add(node.attr)
    return own


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a function's own body binds, and not those of functions inside."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield child.id
        elif isinstance(child, (*Function[:2], ast.ClassDef)):
            yield child.name
            continue
        if not isinstance(child, ast.Lambda):
            yield from _bound(child)


def _raises(body: list[ast.stmt]) -> bool:
    return any(isinstance(statement, ast.Raise) for statement in body)


def _is_main(test: ast.expr) -> bool:
    """``__name__ == "__main__"``, which is so for a program."""
    return isinstance(test, ast.Compare) and ast.unparse(test.left) == "__name__"


class Reader(ast.NodeVisitor):
    """Reads one file, or the cells of one notebook, which share their names."""

    def __init__(self, names: Names, file: str, own: set[str]) -> None:
        self.names = names
        self.file = file
        self.own = own
        self.findings: list[Finding] = []
        self.uses = 0
        self.scopes: list[dict[str, str]] = [{}]
        self.when = "import"
        self.guarded = False
        self.chosen = False  # under a condition that the program decides
        self.cell = 0
        self.later: list[Callable[[], None]] = []  # bodies of functions: after all imports
        self.lazy_annotations = False
        self.starred: set[str] = set()  # judged where they are used

    def read(self, tree: ast.Module, cell: int) -> None:
        """Read the code of a module, or of the notebook's cell of this number."""
        self.cell = cell
        self.visit(tree)
        for body in self.later:  # which grows meanwhile
            body()
        self.later = []

    # What was found

    def add(self, node: ast.AST, name: str, kind: str, in_torch: bool = True) -> None:
        """Note one thing that is missing."""
        self.findings.append(
            Finding(
                self.file,
                getattr(node, "lineno", 0),
                getattr(node, "col_offset", 0) + 1,
                name,
                kind,
                self.when,
                self.guarded or (kind == "device" and self.chosen),
                in_torch,
                self.cell,
            )
        )

    def use(self, path: str, node: ast.AST, module: str = "") -> None:
        """Judge a name that begins with torch; ``module``: what is imported as one."""
        self.uses += 1
        lacking = self.names.find(path).lacking
        if lacking:
            is_module = f"{module}.".startswith(f"{lacking}.") or self.names.is_module(lacking)
            in_torch = is_module or self.names.in_torch(lacking)
            self.add(node, lacking, "module" if is_module else "name", in_torch)

    def use_method(self, node: ast.Attribute, of: str | None) -> None:
        """Judge an attribute of what is no module: by its name, unless a tensor is seen."""
        is_tensor = of == TENSOR
        if is_tensor:
            self.uses += 1
        if node.attr not in self.names.lacking_methods or of in (ELSEWHERE, NEIGHBOUR):
            return
        is_self = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        named = self.names.is_shared(node.attr) or node.attr in self.own or is_self
        if is_tensor or not named:
            self.uses += not is_tensor
            self.add(node, f"Tensor.{node.attr}", "method")

    # What names and expressions stand for

    def bind(self, name: str, meaning: str | None) -> None:
        """Let a name stand for a path, for one of the kinds above, or for what nobody knows."""
        self.scopes[-1][name] = meaning or ""

    def looked_up(self, name: str) -> str | None:
        """What a name stands for, from the innermost function out."""
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        return None

    def meaning(self, node: ast.AST | None) -> str | None:
        """What an expression stands for, as far as that is seen from here."""
        if isinstance(node, ast.Name):
            return self.looked_up(node.id)
        if isinstance(node, ast.Attribute):
            of = self.meaning(node.value)
            if of == TENSOR:
                return TENSOR if node.attr in _TENSORS_OF_TENSORS else None
            return f"{of}.{node.attr}" if of and of[0] != "<" else of
        if isinstance(node, ast.Call):
            return self.meaning_of_call(node)
        if isinstance(node, ast.BinOp):
            both = (self.meaning(node.left), self.meaning(node.right))
            return TENSOR if TENSOR in both else None
        if isinstance(node, ast.UnaryOp):
            return TENSOR if self.meaning(node.operand) == TENSOR else None
        if isinstance(node, ast.Subscript):
            of = self.meaning(node.value)
            return of if of in (TENSOR, ELSEWHERE) else None
        return None

    def literal_member(self, node: ast.Call) -> str | None:
        """The path that getattr() and hasattr() of torch and a literal ask for."""
        of, name = self.meaning(node.args[0]), node.args[1]
        is_path = of and of[0] != "<"
        if is_path and isinstance(name, ast.Constant) and isinstance(name.value, str):
            return f"{of}.{name.value}"
        return None

    def meaning_of_call(self, node: ast.Call) -> str | None:
        """A tensor if an operation is called, and a path for getattr() of a literal."""
        function = node.func
        if isinstance(function, ast.Name) and function.id == "getattr" and len(node.args) >= 2:
            return self.literal_member(node)
        if isinstance(function, ast.Attribute) and self.meaning(function.value) == TENSOR:
            return TENSOR if self.names.returns_tensor(function.attr, True) else None
        path = self.meaning(function)
        if path == ELSEWHERE:
            return path
        if not path or path[0] == "<":
            return None
        where, _, name = path.rpartition(".")
        known = where in ("torch", "torch.nn.functional") or path == "torch.Tensor"
        return TENSOR if known and self.names.returns_tensor(name, False) else None

    def is_tensor_annotation(self, node: ast.AST | None) -> bool:
        """Whether a parameter is said to be a tensor."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value in ("Tensor", "torch.Tensor")
        return self.meaning(node) == "torch.Tensor"

    # Imports

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            root = alias.name.partition(".")[0]
            if root not in _ROOTS:
                kind = ELSEWHERE if root in _NO_TENSORS else NEIGHBOUR
                self.bind(alias.asname or root, kind)
                continue
            path = f"torch{alias.name[len(root) :]}"
            self.use(path, node, path)
            self.bind(alias.asname or root, path if alias.asname else "torch")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        root, _, rest = (node.module or "").partition(".")
        if node.level or root not in _ROOTS:
            kind = ELSEWHERE if root in _NO_TENSORS and not node.level else NEIGHBOUR
            for alias in node.names:
                self.bind(alias.asname or alias.name, kind)
            return
        module = f"torch.{rest}" if rest else "torch"
        for alias in node.names:
            if alias.name == "*":
                self.use(module, node, module)
                for name in self.names.everything(module):
                    self.bind(name, f"{module}.{name}")
                    self.starred.add(name)
            else:
                self.use(f"{module}.{alias.name}", node, module)
                self.bind(alias.asname or alias.name, f"{module}.{alias.name}")

    # Names, attributes, calls

    def visit_Name(self, node: ast.Name) -> None:
        path = self.looked_up(node.id) if node.id in self.starred else None
        if path and path[0] != "<" and isinstance(node.ctx, ast.Load):
            self.use(path, node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        path = self.meaning(node)
        if path and path[0] != "<":
            stored = not isinstance(node.ctx, ast.Load)
            self.use(path.rpartition(".")[0] if stored else path, node)
            return
        if isinstance(node.ctx, ast.Load):
            self.use_method(node, self.meaning(node.value))
        self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        function = node.func
        guarding = isinstance(function, ast.Name) and function.id in ("hasattr", "getattr")
        path = self.meaning(node) if guarding else None
        if guarding and path and path[0] != "<":
            if len(node.args) == 2:
                self.use(path, node)
            for argument in node.args[2:]:
                self.visit(argument)
            return
        self.judge_call(node)
        self.generic_visit(node)

    def judge_call(self, node: ast.Call) -> None:
        """Judge the keywords, refusals and devices of a call."""
        path, of = self.meaning(node.func), None
        found = None
        if path and path[0] != "<":
            found, name = self.names.find(path), path
        elif isinstance(node.func, ast.Attribute):
            of, name = self.meaning(node.func.value), f"Tensor.{node.func.attr}"
            if of == TENSOR:
                found = self.names.find(f"torch.{name}")
        else:
            return
        if found is not None and not found.lacking:
            if found.is_refused:
                self.add(node, f"{name}()", "refused")
            for keyword in node.keywords:
                if keyword.arg and not found.takes(keyword.arg):
                    self.add(keyword.value, f"{name}({keyword.arg}=)", "keyword")
        devices = [k.value for k in node.keywords if k.arg == "device" and found is not None]
        if name == "Tensor.to":
            devices += node.args[:1]
        elif name == "Tensor.cuda":
            self.add(node, ".cuda()", "device")
        types = [k.value for k in node.keywords if k.arg in ("dtype", "layout")]
        for argument in (*types, *node.args[: name == "Tensor.to"]):
            kind = self.meaning(argument)
            if kind and kind[0] != "<" and self.names.find(kind).is_other_type:
                self.add(argument, kind, "refused")
        for device in devices:
            if isinstance(device, ast.Constant) and _DEVICES.fullmatch(str(device.value)):
                self.add(device, f"device {device.value!r}", "device")

    # Statements that bind names

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.assign(target, node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if not self.lazy_annotations and self.when == "import":
            self.visit(node.annotation)
        if node.value is not None:
            self.visit(node.value)
            self.assign(node.target, node.value)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.assign(node.target, node.value)

    def assign(self, target: ast.expr, value: ast.expr | None) -> None:
        """Bind what a statement binds; ``torch = None`` for want of torch leaves it."""
        if isinstance(target, ast.Name):
            is_none = isinstance(value, ast.Constant) and value.value is None
            if not (is_none and self.scopes[-1].get(target.id, "").startswith("torch")):
                self.bind(target.id, self.meaning(value))
        elif isinstance(target, (ast.Tuple, ast.List)):
            for element in target.elts:
                self.assign(element, None)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, None)
        else:
            self.visit(target)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.assign(node.target, None)
        for statement in (*node.body, *node.orelse):
            self.visit(statement)

    visit_AsyncFor = visit_For

    def visit_withitem(self, node: ast.withitem) -> None:
        self.visit(node.context_expr)
        if node.optional_vars is not None:
            self.assign(node.optional_vars, None)

    def visit_comprehension_of(self, node: ast.AST) -> None:
        self.scopes.append({})
        for generator in getattr(node, "generators", ()):
            self.visit(generator.iter)
            self.assign(generator.target, None)
            for test in generator.ifs:
                self.visit(test)
        for field in ("key", "value", "elt"):
            if hasattr(node, field):
                self.visit(getattr(node, field))
        self.scopes.pop()

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_comprehension_of

    # Functions and classes

    def visit_Module(self, node: ast.Module) -> None:
        self.lazy_annotations |= any(
            isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
            for statement in node.body
        )
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        if not self.lazy_annotations:
            for argument in ast.walk(node.args):
                if isinstance(argument, ast.arg) and argument.annotation is not None:
                    self.visit(argument.annotation)
            if node.returns is not None:
                self.visit(node.returns)
        self.bind(node.name, None)
        self.function(node, node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.function(node, [node.body])

    def function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, body: Sequence[ast.AST]
    ) -> None:
        """Read the defaults now, and the body when all names of the module are bound."""
        arguments = node.args
        for default in (*arguments.defaults, *arguments.kw_defaults):
            if default is not None:
                self.visit(default)
        shared = {
            name
            for inner in ast.walk(node)
            if isinstance(inner, (ast.Global, ast.Nonlocal))
            for name in inner.names
        }
        scope = {name: "" for name in _bound(node) if name not in shared}
        for argument in ast.walk(arguments):
            if isinstance(argument, ast.arg):
                is_tensor = self.is_tensor_annotation(argument.annotation)
                scope[argument.arg] = TENSOR if is_tensor else ""
        outside = [inner for inner in self.scopes if "<class>" not in inner]
        guarded, chosen = self.guarded, self.chosen

        def read_body() -> None:
            before = self.scopes, self.when, self.guarded, self.chosen
            self.scopes, self.when = [*outside, scope], "call"
            self.guarded, self.chosen = guarded, chosen
            for statement in body:
                self.visit(statement)
            self.scopes, self.when, self.guarded, self.chosen = before

        self.later.append(read_body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(part)
        self.bind(node.name, None)
        self.scopes.append({"<class>": ""})
        for statement in node.body:
            self.visit(statement)
        self.scopes.pop()

    # Guards

    def truth(self, node: ast.expr) -> bool | None:
        """What a condition on torch comes to, where that is known without running it."""
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner = self.truth(node.operand)
            return None if inner is None else not inner
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = node.id if isinstance(node, ast.Name) else node.attr
            return False if name == "TYPE_CHECKING" else None
        if isinstance(node, ast.BoolOp):
            decisive = isinstance(node.op, ast.Or)
            found = [self.truth(value) for value in node.values]
            if decisive in found:
                return decisive
            return None if None in found else not decisive
        if not isinstance(node, ast.Call):
            return None
        path = self.meaning(node.func)
        if path and path[0] != "<" and path.endswith(_ASKING) and not node.args:
            asked = self.names.find(path)
            return not (asked.lacking or asked.is_refused) and bool(asked.thing())
        if isinstance(node.func, ast.Name) and node.func.id == "hasattr" and len(node.args) == 2:
            member = self.literal_member(node)
            return None if member is None else not self.names.find(member).lacking
        return None

    def visit_If(self, node: ast.If) -> None:
        truth = self.truth(node.test)
        if truth is None:
            self.visit(node.test)
        before = self.chosen
        self.chosen |= truth is None and not _is_main(node.test)
        for statement in node.body if truth is not False else ():
            self.visit(statement)
        for statement in node.orelse if truth is not True else ():
            self.visit(statement)
        self.chosen = before
        if truth is False:  # what is imported for the types alone
            for statement in node.body:
                if isinstance(statement, ast.ImportFrom) and statement.module in _ROOTS:
                    for alias in statement.names:
                        self.bind(alias.asname or alias.name, f"torch.{alias.name}")

    def visit_IfExp(self, node: ast.IfExp) -> None:
        truth = self.truth(node.test)
        if truth is None:
            self.visit(node.test)
        before = self.chosen
        self.chosen |= truth is None
        if truth is not False:
            self.visit(node.body)
        if truth is not True:
            self.visit(node.orelse)
        self.chosen = before

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        decisive = isinstance(node.op, ast.Or)
        for value in node.values:
            truth = self.truth(value)
            if truth is None:
                self.visit(value)
            elif truth is decisive:
                return

    def visit_Try(self, node: ast.Try | ast.TryStar) -> None:
        catching = [handler for handler in node.handlers if self.catches(handler)]
        before, found = self.guarded, len(self.findings)
        self.guarded |= any(not _raises(handler.body) for handler in catching)
        for statement in node.body:
            self.visit(statement)
        self.guarded = before
        is_complete = len(self.findings) == found
        for handler in node.handlers:
            if handler not in catching or not is_complete:
                for statement in handler.body:
                    self.visit(statement)
        for statement in (*node.orelse, *node.finalbody):
            self.visit(statement)

    visit_TryStar = visit_Try

    @staticmethod
    def catches(handler: ast.ExceptHandler) -> bool:
        """Whether what is missing raises what this handler catches."""
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        names = {ast.unparse(kind).rpartition(".")[2] for kind in kinds if kind is not None}
        return handler.type is None or bool(names & _CATCHING)
