"""The scripts that shells load; bash offers file names only where a file is meant."""

from cstokb.errors import UsageError
from cstokb.messages import Message

FILES_MARK = "<files>"
"""What bash is answered where it is to offer files."""

_BASH = """
%(complete_func)s() {
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" \\
                   COMP_CWORD=$COMP_CWORD \\
                   %(autocomplete_var)s=complete_bash $1 ) )
    if [[ "${COMPREPLY[0]}" == "<files>" ]]; then
        COMPREPLY=()
        compopt -o default
    fi
    return 0
}

complete -F %(complete_func)s %(prog_name)s
"""


def use_own_scripts() -> None:
    """Make Typer print and install the script of bash above."""
    from typer import _completion_shared

    _completion_shared._completion_scripts["bash"] = _BASH  # noqa: SLF001 - nothing public does it


def script_for(shell: str) -> str:
    """The script of a shell, whichever one runs; raise `UsageError` for another."""
    from typer import _completion_shared

    use_own_scripts()
    scripts = _completion_shared._completion_scripts  # noqa: SLF001
    if shell not in scripts:
        raise UsageError('no shell "{}"', shell, hint=Message("shells: {}", ", ".join(scripts)))
    script = _completion_shared.get_completion_script(
        prog_name="cstokb", complete_var="_CSTOKB_COMPLETE", shell=shell
    )
    return f"{script}\n"
